import 'server-only'
import sharp, { type Sharp, type SharpOptions } from 'sharp'
import { Gate } from '@/lib/gate'

const DECODES_AT_ONCE = 2
/** A decode of the largest picture that we take needs a few seconds; one that takes longer is an attack. */
const TIMEOUT_SECONDS = 60
/** Results may be larger than what people bring: an upscaler multiplies. libvips' own safe maximum. */
const MAX_RESULT_PIXELS = 0x3fff * 0x3fff
const MAX_CHANNELS = 5

// On globalThis, because Next bundles routes apart: the limit is the process's.
const shared = globalThis as { loupeDecodes?: Gate }

// Only these three are ever read. HEIF, AVIF, SVG, TIFF, GIF, PDF and the rest have had holes; they are off.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp'].flatMap((format) =>
    ['File', 'Buffer', 'Source'].map((from) => `VipsForeignLoad${format}${from}`),
  ),
})
sharp.cache(false)
// Several pictures at once use the cores better than several threads on one.
sharp.concurrency(1)

/** Runs work on pixels, at most two at once in this process. Whoever gives up while waiting throws the signal's reason. */
export function decoding<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  shared.loupeDecodes ??= new Gate(DECODES_AT_ONCE)
  return shared.loupeDecodes.run(work, signal)
}

/** Opens a picture for a full decode: damaged or cut-off data fails, one frame, bounded time. */
export function openPicture(input: string | Buffer, options: SharpOptions = {}): Sharp {
  return sharp(input, {
    failOn: 'error',
    limitInputPixels: MAX_RESULT_PIXELS,
    limitInputChannels: MAX_CHANNELS,
    pages: 1,
    ...options,
  }).timeout({ seconds: TIMEOUT_SECONDS })
}

/** Pixels in memory, as `raw()` gave them. */
export type Pixels = { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } }

/** Opens pixels in memory. */
export const openPixels = ({ data, info }: Pixels): Sharp =>
  sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
