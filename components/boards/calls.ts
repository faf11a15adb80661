import { call, send } from '@/components/http/call'
import type { BoardChange, BoardView } from '@/lib/gallery/schema'

type One = { board: BoardView }
type Changed = { changed: string[] }

export const getBoards = () => call<{ boards: BoardView[] }>('/api/boards')
export const createBoard = (name: string, ids: readonly string[]) =>
  send<One>('POST', '/api/boards', ids.length > 0 ? { name, ids } : { name })
export const changeBoard = (id: string, change: BoardChange) =>
  send<One>('PATCH', `/api/boards/${id}`, change)
export const deleteBoard = (id: string) =>
  call<void>(`/api/boards/${id}`, { method: 'DELETE', keepalive: true })
export const addToBoard = (id: string, ids: readonly string[]) =>
  send<Changed>('POST', `/api/boards/${id}/items`, { ids })
export const removeFromBoard = (id: string, ids: readonly string[]) =>
  call<Changed>(`/api/boards/${id}/items`, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ids }),
  })
export const moveOnBoard = (id: string, ids: readonly string[], before: string | null) =>
  send<Changed>('PUT', `/api/boards/${id}/order`, { ids, before })
