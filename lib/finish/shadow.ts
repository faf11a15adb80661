import 'server-only'
import sharp, { type OverlayOptions } from 'sharp'
import { openPixels, type Pixels } from '@/lib/files/decode'
import type { Layout } from './layout'

/** A blur of so few pixels is quick. A wider one is made of a smaller picture, which nobody can tell apart. */
const SIGMA_PX = 6
/** Beyond three deviations nothing is left of a Gaussian. */
const REACH = 3
const LEAST_SIGMA = 0.3
/** Where the subject ends its transparency goes on: it is taken out of all channels last. */
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 }
/** libvips cuts a Gaussian off where it falls below this; its usual 0.2 makes shadows a third too hard. */
const TAIL = 0.01

/** The subject's own shape, black, blurred and moved, as a layer over the background. */
export async function shadowLayer(
  subject: Pixels,
  { shadow, ...layout }: Layout,
): Promise<OverlayOptions | null> {
  if (!shadow) return null
  const part = Math.min(1, SIGMA_PX / Math.max(shadow.sigma, LEAST_SIGMA))
  const canvas = { width: scaled(layout.width, part), height: scaled(layout.height, part) }
  const pad = Math.ceil(shadow.sigma * part * REACH) + 1
  const at = {
    left: Math.round((layout.subject.left + shadow.x) * part),
    top: Math.round((layout.subject.top + shadow.y) * part),
  }
  const alpha = await openPixels(subject)
    .extractChannel('alpha')
    .resize(scaled(layout.subject.width, part), scaled(layout.subject.height, part), { fit: 'fill' })
    .extend({ top: pad, bottom: pad, left: pad, right: pad, background: CLEAR })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const blurring = openPixels(alpha).linear(shadow.opacity, 0)
  const soft = await (shadow.sigma * part >= LEAST_SIGMA
    ? blurring.blur({ sigma: shadow.sigma * part, minAmplitude: TAIL })
    : blurring
  )
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true })
  const placed = await onCanvas(soft, { left: at.left - pad, top: at.top - pad }, canvas)
  const shape = await openPixels(placed)
    .resize(layout.width, layout.height, { fit: 'fill', kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer()
  const { width, height } = layout
  const black = await sharp({ create: { width, height, channels: 3, background: '#000' } })
    .joinChannel(shape, { raw: { width, height, channels: 1 } })
    .raw()
    .toBuffer()
  return { input: black, raw: { width, height, channels: 4 }, left: 0, top: 0 }
}

const scaled = (length: number, part: number) => Math.max(1, Math.round(length * part))

type Place = { left: number; top: number }

/** One channel on an empty canvas; what lies outside is cut off. */
async function onCanvas(
  { data, info }: Pixels,
  { left, top }: Place,
  canvas: { width: number; height: number },
): Promise<Pixels> {
  const cut = {
    left: Math.max(0, -left),
    top: Math.max(0, -top),
    width: Math.min(info.width, canvas.width - left) - Math.max(0, -left),
    height: Math.min(info.height, canvas.height - top) - Math.max(0, -top),
  }
  if (cut.width <= 0 || cut.height <= 0) {
    return {
      data: Buffer.alloc(canvas.width * canvas.height),
      info: { ...canvas, channels: 1 },
    }
  }
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  return openPixels({ data, info })
    .extract(cut)
    .extend({
      left: x,
      top: y,
      right: canvas.width - x - cut.width,
      bottom: canvas.height - y - cut.height,
      background: '#000',
    })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true })
}
