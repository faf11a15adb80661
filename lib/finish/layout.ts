import type { Recipe } from './schema'

// The server draws by these numbers at full size, the editor's preview at the screen's.

export type Size = { width: number; height: number }
export type Box = Size & { left: number; top: number }

export type Layout = Size & {
  /** Where the subject lies on the canvas (whole px). */
  subject: Box
  /** How much the subject is enlarged; below 1: made smaller. */
  scale: number
  /** In px; `sigma` is the Gaussian's deviation, `opacity` from 0 to 1. */
  shadow: { x: number; y: number; sigma: number; opacity: number } | null
}

/**
 * The canvas and what lies where on it.
 * @param subject the part of the picture that is kept, in its own px.
 */
export function layOut({ margin, size, shadow }: Recipe, subject: Size): Layout {
  const part = margin / 100
  // Of a free canvas the margin is a part of the side that it makes longer itself.
  const free = (Math.min(subject.width, subject.height) * part) / (1 - 2 * part)
  const canvas = size ?? {
    width: Math.max(1, Math.round(subject.width + 2 * free)),
    height: Math.max(1, Math.round(subject.height + 2 * free)),
  }
  const shorter = Math.min(canvas.width, canvas.height)
  const room = size ? shorter * part : free
  const scale = size
    ? Math.min((size.width - 2 * room) / subject.width, (size.height - 2 * room) / subject.height)
    : 1
  const width = Math.max(1, Math.round(subject.width * scale))
  const height = Math.max(1, Math.round(subject.height * scale))
  return {
    ...canvas,
    subject: {
      left: Math.round((canvas.width - width) / 2),
      top: Math.round((canvas.height - height) / 2),
      width,
      height,
    },
    scale,
    shadow: shadow && {
      x: (shadow.x / 100) * shorter,
      y: (shadow.y / 100) * shorter,
      sigma: (shadow.blur / 100) * shorter,
      opacity: shadow.opacity / 100,
    },
  }
}

/** The two ends of a gradient on a canvas, in px, as CSS places them: the corners get the pure colours. */
export function gradientLine({ width, height }: Size, angle: number) {
  const turn = (angle * Math.PI) / 180
  const [dx, dy] = [Math.sin(turn), -Math.cos(turn)]
  const half = (Math.abs(width * dx) + Math.abs(height * dy)) / 2
  const [cx, cy] = [width / 2, height / 2]
  return {
    from: { x: cx - dx * half, y: cy - dy * half },
    to: { x: cx + dx * half, y: cy + dy * half },
  }
}
