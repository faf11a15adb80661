import type { FileView } from '@/lib/files/schema'

/** A stored picture for tests; `part` makes it something else. */
export function file(id: string, part: Partial<FileView> = {}): FileView {
  const url = `/api/files/${id}`
  return {
    id,
    kind: 'image',
    name: `${id}.png`,
    mime: 'image/png',
    bytes: 1_000 + id.length,
    width: 800,
    height: 600,
    durationMs: null,
    url,
    previewUrl: `${url}/preview`,
    thumbUrl: `${url}/thumb`,
    peaksUrl: null,
    placeholder: null,
    ...part,
  }
}

export const film = (id: string, part: Partial<FileView> = {}) =>
  file(id, { kind: 'video', name: `${id}.mp4`, mime: 'video/mp4', durationMs: 8_000, ...part })
export const sound = (id: string, part: Partial<FileView> = {}) =>
  file(id, {
    kind: 'audio',
    name: `${id}.mp3`,
    mime: 'audio/mpeg',
    width: null,
    height: null,
    durationMs: 12_400,
    previewUrl: null,
    thumbUrl: null,
    ...part,
  })

/** An id in the form of ours. */
export const idOf = (n: number) => String(n).padStart(26, '0')
