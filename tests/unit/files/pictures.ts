import { writeFile } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { inspect, type Picture } from '@/lib/files/picture'
import { sniffFile } from '@/lib/files/sniff'
import { tempPath } from '@/lib/files/temp'

// Pictures made for the tests, the malicious ones included. Nothing here reads a file of the repository.

/** Four quarters of different colours, wider than high: every turn and mirror shows. */
export async function quarters(width = 120, height = 80): Promise<Buffer> {
  const part = (color: string) => ({
    create: { width: width / 2, height: height / 2, channels: 3 as const, background: color },
  })
  const at = (color: string, left: number, top: number) => ({ input: part(color), left, top })
  return sharp({ create: { width, height, channels: 3, background: '#000' } })
    .composite([
      at('#e03030', 0, 0),
      at('#30c040', width / 2, 0),
      at('#3050e0', 0, height / 2),
      at('#f0e040', width / 2, height / 2),
    ])
    .png()
    .toBuffer()
}

/** Like a photograph to a coder: soft shapes and grain. */
export async function photo(width: number, height: number, sigma = 8): Promise<Buffer> {
  const grain = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma },
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer()
  return sharp(await quarters(64, 64))
    .resize(width, height, { fit: 'fill' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .removeAlpha()
    .png({ compressionLevel: 1 })
    .toBuffer()
}

export async function onDisk(bytes: Buffer): Promise<string> {
  const path = await tempPath()
  await writeFile(path, bytes)
  return path
}

/** A stored picture's header, which the test knows to be readable. */
export async function inspected(path: string): Promise<Picture> {
  const sniffed = await sniffFile(path)
  if (!sniffed) throw new Error('no type')
  const picture = await inspect(path, sniffed)
  if ('key' in picture) throw new Error(picture.key)
  return picture
}

export function pngChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const chunk = Buffer.alloc(named.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  named.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(named), named.length + 4)
  return chunk
}

/** Puts chunks after a PNG's header. */
export const withChunks = (png: Buffer, ...chunks: Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)])

/** Puts segments after a JPEG's first two bytes. */
export function withSegments(jpeg: Buffer, ...segments: [marker: number, data: Buffer][]): Buffer {
  const written = segments.map(([marker, data]) => {
    const head = Buffer.from([0xff, marker, 0, 0])
    head.writeUInt16BE(data.length + 2, 2)
    return Buffer.concat([head, data])
  })
  return Buffer.concat([jpeg.subarray(0, 2), ...written, jpeg.subarray(2)])
}

/** A small PNG that claims any size: the header says so, the pixels are not there. */
export async function claiming(width: number, height: number): Promise<Buffer> {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const header = Buffer.from(png.subarray(16, 29))
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  return Buffer.concat([png.subarray(0, 8), pngChunk('IHDR', header), png.subarray(33)])
}

/** The colour at a relative place of a picture. */
export async function colorAt(picture: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  return [...data.subarray(at, at + info.channels)]
}

/** Which corner has which of the colours of {@link quarters}: r, g, b, y, clockwise from the upper left. */
export async function corners(picture: Buffer): Promise<string> {
  const places = [
    [0.2, 0.2],
    [0.8, 0.2],
    [0.8, 0.8],
    [0.2, 0.8],
  ] as const
  const letters = await Promise.all(
    places.map(async ([x, y]) => {
      const [r = 0, g = 0, b = 0] = await colorAt(picture, x, y)
      if (r > 150 && g > 150) return 'y'
      return r > 150 ? 'r' : g > 150 ? 'g' : b > 150 ? 'b' : '?'
    }),
  )
  return letters.join('')
}
