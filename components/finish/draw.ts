import { SUBJECT_ALPHA } from '@/lib/finish/bounds'
import { type Box, gradientLine, layOut, type Size } from '@/lib/finish/layout'
import type { Recipe } from '@/lib/finish/schema'

// The editor's preview: what lib/finish/render draws at full size, drawn by the same numbers at the screen's.

/** A loaded picture: its preview's pixels, and how large the picture itself is. */
export type Loaded = { image: HTMLImageElement; size: Size; subject: Box; hasClear: boolean }

/** Loads a picture of our own and finds its subject. @throws when it cannot be read. */
export async function load(url: string, size: Size): Promise<Loaded> {
  const image = new Image()
  image.src = url
  await image.decode()
  return { image, size, ...subjectIn(image, size) }
}

function subjectIn(image: HTMLImageElement, size: Size): { subject: Box; hasClear: boolean } {
  const { naturalWidth: width, naturalHeight: height } = image
  const whole = { left: 0, top: 0, ...size }
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return { subject: whole, hasClear: false }
  pen.drawImage(image, 0, 0)
  const { data } = pen.getImageData(0, 0, width, height)
  let [left, top, right, bottom] = [width, height, -1, -1]
  let hasClear = false
  for (let y = 0, at = 3; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const alpha = data[at] ?? 255
      if (alpha < 255) hasClear = true
      if (alpha <= SUBJECT_ALPHA) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  }
  if (right < 0) return { subject: whole, hasClear }
  const [wide, high] = [size.width / width, size.height / height]
  return {
    subject: {
      left: Math.round(left * wide),
      top: Math.round(top * high),
      width: Math.max(1, Math.round((right + 1 - left) * wide)),
      height: Math.max(1, Math.round((bottom + 1 - top) * high)),
    },
    hasClear,
  }
}

/** The part of the picture that a recipe keeps. */
export const boxOf = ({ size, subject }: Loaded, { crop }: Recipe): Box =>
  crop === 'subject' ? subject : { left: 0, top: 0, ...size }

/** Draws a recipe into a canvas that is at most `most` px wide and high. Transparency stays transparent. */
export function draw(
  canvas: HTMLCanvasElement,
  loaded: Loaded,
  recipe: Recipe,
  background: HTMLImageElement | null,
  most: Size,
) {
  const box = boxOf(loaded, recipe)
  const layout = layOut(recipe, box)
  const part = Math.min(1, most.width / layout.width, most.height / layout.height)
  canvas.width = Math.max(1, Math.round(layout.width * part))
  canvas.height = Math.max(1, Math.round(layout.height * part))
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.imageSmoothingQuality = 'high'
  pen.scale(canvas.width / layout.width, canvas.height / layout.height)
  paint(pen, layout, recipe, background)
  const { shadow, subject } = layout
  if (shadow) {
    // A canvas knows a shadow by twice its deviation, and not by the scale of what it belongs to.
    pen.shadowColor = `rgb(0 0 0 / ${shadow.opacity})`
    pen.shadowBlur = 2 * shadow.sigma * part
    pen.shadowOffsetX = shadow.x * part
    pen.shadowOffsetY = shadow.y * part
  }
  const { image, size } = loaded
  const [wide, high] = [image.naturalWidth / size.width, image.naturalHeight / size.height]
  pen.drawImage(
    image,
    box.left * wide,
    box.top * high,
    box.width * wide,
    box.height * high,
    subject.left,
    subject.top,
    subject.width,
    subject.height,
  )
}

function paint(
  pen: CanvasRenderingContext2D,
  size: Size,
  { background, format }: Recipe,
  picture: HTMLImageElement | null,
) {
  if (format === 'jpeg') fill(pen, size, '#ffffff')
  if (background.kind === 'colour') fill(pen, size, background.colour)
  if (background.kind === 'gradient') {
    const { from, to } = gradientLine(size, background.angle)
    const gradient = pen.createLinearGradient(from.x, from.y, to.x, to.y)
    gradient.addColorStop(0, background.from)
    gradient.addColorStop(1, background.to)
    fill(pen, size, gradient)
  }
  if (background.kind === 'picture' && picture) {
    const { naturalWidth, naturalHeight } = picture
    const scale = Math.max(size.width / naturalWidth, size.height / naturalHeight)
    const [width, height] = [naturalWidth * scale, naturalHeight * scale]
    pen.drawImage(picture, (size.width - width) / 2, (size.height - height) / 2, width, height)
  }
}

function fill(pen: CanvasRenderingContext2D, { width, height }: Size, style: string | CanvasGradient) {
  pen.fillStyle = style
  pen.fillRect(0, 0, width, height)
}
