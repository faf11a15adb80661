import type { FileView } from '@/lib/files/schema'
import type { FieldProblem } from '@/lib/refusal'

/** A run that someone asked for. Kept with its key, so that sending it again cannot make a second job. */
export type Ask = { model: string; field: string; key: string; batchId: string | null; credits: number }

/** Where a picture is on its way to the server; `held` ones break a limit of the chosen tool. */
type TrayPhase = 'checking' | 'held' | 'waiting' | 'uploading' | 'pausing' | 'ready' | 'failed'

/** `message` is the server's own sentence; without one the reason was the network. */
export type TrayError = { code: string; message: string }

export type TrayItem = {
  id: string
  file: File
  name: string
  bytes: number
  /** By its first bytes, never by its name; null until read. */
  mime: string | null
  width: number | null
  height: number | null
  phase: TrayPhase
  /** Per cent sent. */
  progress: number
  /** Wrong with any tool: damaged, no picture. */
  fault: FieldProblem | null
  /** Why the chosen tool does not take it. */
  problem: FieldProblem | null
  error: TrayError | null
  uploaded: FileView | null
  ask: Ask | null
  /** Of the last run asked for. */
  runError: TrayError | null
}

export type TrayState = {
  items: readonly TrayItem[]
  /** What was taken away last and can come back. */
  removed: readonly TrayItem[]
  /** Set when the server said that the credits are used up in the middle of a batch. */
  shortage: TrayError | null
}

export const emptyTray: TrayState = { items: [], removed: [], shortage: null }

export type Tray = ReturnType<typeof createTray>

/** At most this often are listeners told (ms): two hundred uploads make more news than a screen can show. */
const TELL_EVERY = 32

/** The pictures that wait for a tool. Outside React, so that a hundred progress events draw once. */
export function createTray() {
  const listeners = new Set<() => void>()
  let state = emptyTray
  /** Places of the removed ones, for undo. */
  let places: readonly string[] = []
  let told = true
  let toldAt = 0

  function tell() {
    told = true
    toldAt = Date.now()
    for (const listener of [...listeners]) listener()
  }

  function set(part: Partial<TrayState>) {
    state = { ...state, ...part }
    if (!told) return
    told = false
    const wait = toldAt + TELL_EVERY - Date.now()
    if (wait > 0) setTimeout(tell, wait)
    else queueMicrotask(tell)
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    snapshot: () => state,
    get: (id: string) => state.items.find((item) => item.id === id),
    add: (items: readonly TrayItem[]) => set({ items: [...state.items, ...items], removed: [] }),
    patch(id: string, part: Partial<TrayItem>) {
      const index = state.items.findIndex((item) => item.id === id)
      const item = state.items[index]
      if (item) set({ items: state.items.with(index, { ...item, ...part }) })
    },
    /** Changes all at once where `change` gives something new. */
    map: (change: (item: TrayItem) => TrayItem) => set({ items: state.items.map(change) }),
    setShortage: (shortage: TrayError | null) => set({ shortage }),
    /** Takes pictures away for good (they became jobs): no undo. */
    drop: (id: string) => set({ items: state.items.filter((item) => item.id !== id) }),
    remove(ids: ReadonlySet<string>) {
      places = state.items.map((item) => item.id)
      const removed = state.items.filter((item) => ids.has(item.id))
      set({ items: state.items.filter((item) => !ids.has(item.id)), removed, shortage: null })
    },
    /** Brings the last removed ones back to their places; the caller sets them going again. */
    restore(revive: (item: TrayItem) => TrayItem): readonly TrayItem[] {
      const back = state.removed.map(revive)
      const rank = new Map(places.map((id, index) => [id, index]))
      const place = (item: TrayItem) => rank.get(item.id) ?? places.length
      set({ items: [...state.items, ...back].sort((a, b) => place(a) - place(b)), removed: [] })
      return back
    },
    forget: () => {
      if (state.removed.length > 0) set({ removed: [] })
    },
  }
}
