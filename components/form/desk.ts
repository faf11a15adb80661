import { isPassing } from '@/components/http/call'
import { backoff } from '@/components/jobs/backoff'
import { checkMedia } from '@/components/upload/check'
import { type Send, sendFile } from '@/components/upload/send'
import type { MediaKind, MediaLimits } from '@/lib/catalog/schema'
import { mediaProblem } from '@/lib/files/limits'
import type { KeptMedia } from './draft'
import { blank, factsOf, isBusy, type MediaItem, newItemId } from './media-item'

const UPLOADS = 3
/** Tries of one upload before it waits for a person. */
const TRIES = 5

export type DeskPorts = { send: Send; look: typeof checkMedia; newId: () => string }
export type Desk = ReturnType<typeof createDesk>

/** Brings a form's files to the server, three at a time, trying again by itself where that can help. */
export function createDesk(ports: DeskPorts = { send: sendFile, look: checkMedia, newId: newItemId }) {
  const items = new Map<string, MediaItem>()
  const uploads = new Map<string, AbortController>()
  const tries = new Map<string, number>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const listeners = new Set<() => void>()

  function tell() {
    for (const listener of [...listeners]) listener()
  }

  function patch(id: string, part: Partial<MediaItem>) {
    const item = items.get(id)
    if (!item) return
    items.set(id, { ...item, ...part })
    tell()
  }

  async function check(item: MediaItem, file: File) {
    const found = await ports.look(file)
    if ('fault' in found) return patch(item.id, { problem: found.fault, phase: 'held' })
    const problem = mediaProblem(item.limits, { ...found, bytes: file.size })
    patch(item.id, { ...found, problem, phase: problem ? 'held' : 'waiting' })
    pump()
  }

  function pump() {
    for (const item of items.values()) {
      if (uploads.size >= UPLOADS) return
      if (item.phase === 'waiting' && item.file) void upload(item, item.file)
    }
  }

  async function upload({ id, limits }: MediaItem, file: File) {
    const stop = new AbortController()
    uploads.set(id, stop)
    patch(id, { phase: 'uploading', progress: 0, error: null })
    const answer = await ports.send(file, {
      signal: stop.signal,
      onProgress: (percent) => {
        const progress = Math.floor(percent)
        if (!stop.signal.aborted && items.get(id)?.progress !== progress) patch(id, { progress })
      },
    })
    if (uploads.get(id) === stop) uploads.delete(id)
    if (stop.signal.aborted) return pump()
    if (answer.ok) {
      const view = answer.value.file
      // The server's own measures replace the browser's guess.
      const problem = mediaProblem(limits, view)
      patch(id, {
        ...factsOf(view),
        problem,
        phase: problem ? 'held' : 'ready',
        progress: 100,
        fileId: view.id,
        view,
      })
    } else {
      again(id, answer)
    }
    pump()
  }

  function again(id: string, answer: { status: number; message: string; retryAfterMs: number | null }) {
    const n = (tries.get(id) ?? 0) + 1
    tries.set(id, n)
    if (!isPassing(answer.status) || n >= TRIES) {
      tries.delete(id)
      patch(id, { phase: 'failed', progress: 0, error: answer.message })
      return
    }
    patch(id, { phase: 'pausing', progress: 0 })
    timers.set(id, setTimeout(resume, answer.retryAfterMs ?? backoff(n, 1_000, 30_000), id))
  }

  function resume(id: string) {
    clearTimeout(timers.get(id))
    timers.delete(id)
    const phase = items.get(id)?.phase
    if (phase === 'pausing' || phase === 'failed') patch(id, { phase: 'waiting', error: null })
    pump()
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    get: (id: string) => items.get(id),
    /** Takes files in for one field and starts at once; answers their ids in the same order. */
    add(files: readonly File[], kind: MediaKind, limits: MediaLimits): string[] {
      return files.map((file) => {
        const item = { ...blank(ports.newId(), kind, limits), name: file.name, bytes: file.size, file }
        items.set(item.id, item)
        void check(item, file)
        return item.id
      })
    },
    /** Takes a file that is on the server already, under `id` where a draft knows it by one. */
    adopt({ fileId, view }: KeptMedia, kind: MediaKind, limits: MediaLimits, id = ports.newId()): string {
      const problem = view && mediaProblem(limits, view)
      items.set(id, {
        ...blank(id, kind, limits),
        ...(view && { ...factsOf(view), name: view.name }),
        phase: problem ? 'held' : 'ready',
        problem,
        fileId,
        view,
      })
      tell()
      return id
    },
    /** Once more, asked for by a person. */
    retry: resume,
    /** Forgets files; what is under way ends. */
    remove(ids: readonly string[]) {
      for (const id of ids) {
        uploads.get(id)?.abort()
        uploads.delete(id)
        clearTimeout(timers.get(id))
        timers.delete(id)
        tries.delete(id)
        items.delete(id)
      }
      tell()
      pump()
    },
    /** Back online: what waits for its next try goes now. */
    nudge() {
      for (const id of [...timers.keys()]) resume(id)
    },
    /** Resolves when none of these files is on its way any more. */
    settled(ids: readonly string[]): Promise<void> {
      return new Promise((resolve) => {
        const look = () => {
          if (ids.some((id) => isBusy(items.get(id)))) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      })
    },
  }
}
