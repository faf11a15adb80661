import { FLAC, Input, type InputFormat, MP4, OGG, QTFF, WAVE, WEBM } from 'mediabunny'
import type { Tracks } from '../report.ts'
import { countFrames } from './frames.ts'
import type { OpenFile } from './open-file.ts'

const formats: Record<string, InputFormat> = {
  'video/mp4': MP4,
  'video/quicktime': QTFF,
  'video/webm': WEBM,
  'audio/mp4': MP4,
  'audio/wav': WAVE,
  'audio/ogg': OGG,
  'audio/flac': FLAC,
}

const MAX_SIDE_PX = 16_384
/** A day; also far below what the database's column holds. */
const MAX_SECONDS = 86_400

/**
 * Reads what a film or a sound holds, whose first bytes said `sniffed`. The length is counted from its packets, not
 * taken from what a header says.
 * @throws when it cannot be read, or makes no sense.
 */
export async function readTracks(file: OpenFile, sniffed: string): Promise<Tracks> {
  const format = formats[sniffed]
  if (!format) {
    const { mime, seconds } = countFrames(file)
    return { mime, width: null, height: null, durationMs: milliseconds(seconds) }
  }
  const input = new Input({ source: file.source, formats: [format] })
  const [film, sound] = await Promise.all([input.getPrimaryVideoTrack(), input.getPrimaryAudioTrack()])
  const durationMs = milliseconds(await lengthOf(input))
  if (film && sniffed.startsWith('video/')) {
    const [width, height] = await Promise.all([film.getDisplayWidth(), film.getDisplayHeight()])
    if (![width, height].every((side) => side >= 1 && side <= MAX_SIDE_PX)) throw new Error('has no size')
    return { mime: sniffed, width: Math.round(width), height: Math.round(height), durationMs }
  }
  if (!sound) throw new Error('has neither pictures nor sound')
  // Many a sound in an MP4 says no more than that it is an MP4.
  const mime = sniffed === 'video/mp4' ? 'audio/mp4' : sniffed
  if (mime.startsWith('video/')) throw new Error('is a film without pictures')
  return { mime, width: null, height: null, durationMs }
}

/** A recording of a running stream may begin at any time. */
async function lengthOf(input: Input): Promise<number> {
  return (await input.computeDuration()) - Math.max(0, await input.getFirstTimestamp())
}

function milliseconds(seconds: number): number {
  if (!(seconds > 0 && seconds <= MAX_SECONDS)) throw new Error('has no length')
  return Math.max(1, Math.round(seconds * 1_000))
}
