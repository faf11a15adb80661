import sharp from 'sharp'

/** The result is no larger than this: 64 MP. */
const MOST_PIXELS = 64_000_000
/** Larger results are WebP: a PNG of this size would be tens of megabytes. */
const MOST_PNG_PIXELS = 2_000_000
const MOST_WEBP_SIDE = 16_383

/** The size of the result, px; never smaller than the picture given. */
export function enlarged(width: number, height: number, wanted: number) {
  const scale = Math.max(1, Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height))))
  return { width: Math.floor(width * scale), height: Math.floor(height * scale), scale }
}

/**
 * Enlarges a picture (JPEG, PNG or WebP bytes) so many times, or as far as 64 MP allow, with Lanczos and sharpens its
 * edges; even areas are left alone so that noise does not grow.
 */
export async function upscale(bytes: Uint8Array, times: number): Promise<Buffer> {
  const source = sharp(bytes, { failOn: 'error' }).autoOrient()
  const { autoOrient: size } = await source.metadata()
  const { width, height, scale } = enlarged(size.width, size.height, times)
  const made = source
    .toColourspace('srgb')
    .resize(width, height, { kernel: 'lanczos3', fit: 'fill' })
    .sharpen({ sigma: 0.5 + 0.3 * scale, m1: 0.2, m2: 3.2, x1: 2, y2: 12, y3: 20 })
  const png = width * height <= MOST_PNG_PIXELS || Math.max(width, height) > MOST_WEBP_SIDE
  if (png) return made.png({ compressionLevel: 4 }).toBuffer()
  // libwebp gives up when a lossy picture passes some 20 MB, as tens of megapixels of grain do.
  return made
    .clone()
    .webp({ quality: 94, effort: 2 })
    .toBuffer()
    .catch(() => made.webp({ quality: 75, effort: 2 }).toBuffer())
}
