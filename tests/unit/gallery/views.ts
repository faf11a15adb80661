import type { ResultView } from '@/lib/gallery/schema'

/** A result as the gallery shows it. */
export function one(
  id: string,
  createdAt = '2026-11-21T10:00:00.000Z',
  width = 300,
  height = 200,
): ResultView {
  const file = { id, kind: 'image' as const, name: `${id}.png`, mime: 'image/png', bytes: 1, width, height }
  const urls = { url: '', previewUrl: null, thumbUrl: null, peaksUrl: null, placeholder: null }
  return {
    file: { ...file, ...urls, durationMs: null },
    ...{ jobId: 'j', model: 'm', finishOf: null, isFavourite: false, isCutout: false },
    createdAt,
    trashedAt: null,
  }
}

export const monthOf = ({ createdAt }: ResultView) => createdAt.slice(0, 7)

/** So many results of one month, the newest first: `x-0`, `x-1` and so on. At most 28 days of 86,400 seconds. */
export const many = (count: number, month: string, name: string) =>
  Array.from({ length: count }, (_, n) =>
    one(`${name}-${n}`, new Date(Date.parse(`${month}-28T00:00:00.000Z`) - n * 1_000).toISOString()),
  )
