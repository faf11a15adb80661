import { MAX_PEAKS } from '@/lib/files/bounds'
import type { FileView } from '@/lib/files/schema'
import { putDerived } from './put-derived'

/** Decoding costs memory by length: a low rate is plenty for a drawing, and beyond this none is made. */
const RATE_HZ = 8_000
const LONGEST_MS = 30 * 60_000
const HEAVIEST_BYTES = 64 * 1_048_576
const PLACES = 1_000

/**
 * The loudest moment of each of `count` equal parts, over all channels, from 0 to 1 and with three places. Fewer samples
 * than parts repeat.
 */
export function peaksOf(channels: readonly Float32Array[], count = MAX_PEAKS): number[] {
  const length = channels[0]?.length ?? 0
  return Array.from({ length: count }, (_, part) => {
    const from = Math.floor((part * length) / count)
    const to = Math.max(from + 1, Math.floor(((part + 1) * length) / count))
    let peak = 0
    for (const channel of channels) {
      for (let at = from; at < to && at < length; at += 1) peak = Math.max(peak, Math.abs(channel[at] ?? 0))
    }
    return Math.round(Math.min(1, peak) * PLACES) / PLACES
  })
}

/** Whether a browser should try to draw this sound at all. */
export const isDrawable = ({ bytes, durationMs }: Pick<FileView, 'bytes' | 'durationMs'>) =>
  bytes <= HEAVIEST_BYTES && (durationMs ?? 0) <= LONGEST_MS

async function stored(url: string): Promise<number[] | null> {
  const answer = await fetch(url)
  if (!answer.ok) return null
  const { peaks } = (await answer.json()) as { peaks: number[] }
  return peaks
}

/** Decodes a sound and keeps its waveform on the server. */
async function made(file: FileView): Promise<number[] | null> {
  if (!isDrawable(file)) return null
  const answer = await fetch(file.url)
  if (!answer.ok) return null
  const sound = await new OfflineAudioContext(1, 1, RATE_HZ).decodeAudioData(await answer.arrayBuffer())
  const channels = Array.from({ length: sound.numberOfChannels }, (_, at) => sound.getChannelData(at))
  const peaks = peaksOf(channels)
  await putDerived(file, JSON.stringify({ peaks }))
  return peaks
}

const known = new Map<string, Promise<number[] | null>>()

/** A sound's waveform: the server's, else one made here, once. Null: it is too long, or this browser cannot. */
export function peaksFor(file: FileView): Promise<number[] | null> {
  const before = known.get(file.id)
  if (before) return before
  const peaks = (file.peaksUrl ? stored(file.peaksUrl) : made(file)).catch(() => null)
  known.set(file.id, peaks)
  return peaks
}
