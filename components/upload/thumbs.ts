import { smallPicture } from './check'
import type { Tray, TrayItem } from './tray'

/** Decoding takes memory: two at a time, and only what someone looks at. */
const AT_ONCE = 2
const SIDE = 320

export type Thumbs = ReturnType<typeof createThumbs>

/** Small copies of the tray's pictures, made when asked for and thrown away with the picture. */
export function createThumbs(tray: Tray, make = smallPicture) {
  /** Null: being made, or the browser cannot. */
  const urls = new Map<string, string | null>()
  const waiting: TrayItem[] = []
  const listeners = new Set<() => void>()
  let making = 0

  async function next() {
    const item = making < AT_ONCE ? waiting.shift() : undefined
    if (!item?.width || !item.height) return
    making += 1
    const url = await make(item.file, item.width, item.height, SIDE)
    making -= 1
    if (urls.has(item.id)) {
      urls.set(item.id, url)
      for (const listener of [...listeners]) listener()
    } else if (url) {
      URL.revokeObjectURL(url)
    }
    void next()
  }

  tray.subscribe(() => {
    const { items, removed } = tray.snapshot()
    const kept = new Set([...items, ...removed].map((item) => item.id))
    for (const [id, url] of urls) {
      if (kept.has(id)) continue
      if (url) URL.revokeObjectURL(url)
      urls.delete(id)
    }
  })

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    get: (id: string): string | null => urls.get(id) ?? null,
    want(item: TrayItem) {
      if (urls.has(item.id) || !item.width) return
      urls.set(item.id, null)
      waiting.push(item)
      void next()
    },
  }
}
