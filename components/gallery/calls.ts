import { call, send } from '@/components/http/call'
import type { GalleryBlocks, GalleryMonths, GalleryPage } from '@/lib/gallery/schema'

const query = (search: URLSearchParams, more: Record<string, string> = {}) => {
  const all = new URLSearchParams(search)
  for (const [name, value] of Object.entries(more)) all.set(name, value)
  return all.toString()
}

export const getPage = (search: URLSearchParams, more: Record<string, string>) =>
  call<GalleryPage>(`/api/gallery?${query(search, more)}`)
export const getMonths = (search: URLSearchParams) =>
  call<GalleryMonths>(`/api/gallery/months?${query(search)}`)
export const getBlocks = (search: URLSearchParams, month: string | null) =>
  call<GalleryBlocks>(`/api/gallery/blocks?${query(search, month ? { month } : {})}`)

type Changed = { changed: string[] }
export const setFavourite = (ids: readonly string[], isFavourite: boolean) =>
  send<Changed>('POST', '/api/gallery/favourites', { ids, isFavourite })
export const moveToTrash = (ids: readonly string[]) => send<Changed>('POST', '/api/gallery/trash', { ids })
export const restore = (ids: readonly string[]) => send<Changed>('POST', '/api/gallery/restore', { ids })

/** Also when the page is just being left. */
export const deleteNow = (ids: readonly string[]) =>
  call<{ deleted: string[]; kept: string[] }>('/api/gallery/delete', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ids }),
  })
/** Deletes what was thrown away until `before` (ISO 8601). */
export const emptyTrash = (before: string) =>
  call<{ deleted: number }>('/api/gallery/trash', {
    method: 'DELETE',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ before }),
  })
