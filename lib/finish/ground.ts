import 'server-only'
import sharp, { type Sharp } from 'sharp'
import { openPicture, openPixels } from '@/lib/files/decode'
import { gradientLine, type Size } from './layout'
import type { Background } from './schema'

const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 }
/** Enough for a gradient: it is enlarged smoothly. */
const GRADIENT_PX = 256

/** The canvas that the subject is laid on. `picture` is the path of the background's own picture. */
export async function groundOf(background: Background, size: Size, picture: string | null): Promise<Sharp> {
  switch (background.kind) {
    case 'none':
      return plain(size, CLEAR)
    case 'colour':
      return plain(size, background.colour)
    case 'gradient':
      return gradient(background, size)
    case 'picture': {
      if (!picture) throw new Error('The background picture has no bytes')
      // Drawn first: a canvas is not resized again by what follows.
      const { data, info } = await openPicture(picture)
        .autoOrient()
        .resize(size.width, size.height, { fit: 'cover' })
        .toColourspace('srgb')
        .ensureAlpha()
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true })
      return openPixels({ data, info })
    }
  }
}

const plain = (size: Size, background: string | typeof CLEAR): Sharp =>
  sharp({ create: { ...size, channels: 4, background } })

async function gradient(
  { from, to, angle }: Extract<Background, { kind: 'gradient' }>,
  size: Size,
): Promise<Sharp> {
  const small = {
    width: Math.min(GRADIENT_PX, size.width),
    height: Math.min(GRADIENT_PX, size.height),
  }
  const line = gradientLine(size, angle)
  const along = { x: line.to.x - line.from.x, y: line.to.y - line.from.y }
  const length = along.x ** 2 + along.y ** 2
  const [first, last] = [channelsOf(from), channelsOf(to)]
  const data = Buffer.alloc(small.width * small.height * 3)
  let at = 0
  for (let row = 0; row < small.height; row += 1) {
    const y = ((row + 0.5) / small.height) * size.height - line.from.y
    for (let column = 0; column < small.width; column += 1) {
      const x = ((column + 0.5) / small.width) * size.width - line.from.x
      const part = Math.min(1, Math.max(0, (x * along.x + y * along.y) / length))
      for (const channel of [0, 1, 2] as const) {
        data[at] = Math.round(first[channel] + (last[channel] - first[channel]) * part)
        at += 1
      }
    }
  }
  const drawn = await openPixels({ data, info: { ...small, channels: 3 } })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'linear' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return openPixels(drawn)
}

function channelsOf(colour: string): [number, number, number] {
  const number = Number.parseInt(colour.slice(1), 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
}
