import sharp from 'sharp'

const SCALE = 4
/** The result is no larger than this: 64 MP. */
const MOST_PIXELS = 64_000_000
/** Larger results are WebP: a PNG of this size would be tens of megabytes. */
const MOST_PNG_PIXELS = 4_000_000
const MOST_WEBP_SIDE = 16_383

/**
 * Enlarges a picture (JPEG, PNG or WebP bytes) four times, or as far as 64 MP allow, with Lanczos and sharpens its
 * edges; even areas are left alone so that noise does not grow.
 */
export async function upscale(bytes: Uint8Array): Promise<Buffer> {
  const source = sharp(bytes, { failOn: 'error' }).autoOrient()
  const { autoOrient: size } = await source.metadata()
  const scale = Math.max(1, Math.min(SCALE, Math.sqrt(MOST_PIXELS / (size.width * size.height))))
  const width = Math.floor(size.width * scale)
  const height = Math.floor(size.height * scale)
  const made = source
    .toColourspace('srgb')
    .resize(width, height, { kernel: 'lanczos3', fit: 'fill' })
    .sharpen({ sigma: 0.5 + 0.3 * scale, m1: 0.2, m2: 2.4, x1: 2.5, y2: 8, y3: 16 })
  const png = width * height <= MOST_PNG_PIXELS || Math.max(width, height) > MOST_WEBP_SIDE
  return png ? made.png({ compressionLevel: 4 }).toBuffer() : made.webp({ quality: 94, effort: 1 }).toBuffer()
}
