/** A picture as three planes of CIE Lab (L 0 to 100), row by row. */
export type Lab = { width: number; height: number; l: Float32Array; a: Float32Array; b: Float32Array }

const LINEAR = Float32Array.from({ length: 256 }, (_, value) => {
  const v = value / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
})

const CURVE_STEPS = 4096
const CURVE = Float32Array.from({ length: CURVE_STEPS + 2 }, (_, step) => {
  const t = step / CURVE_STEPS
  return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116
})

function curve(t: number): number {
  const at = Math.min(1, t) * CURVE_STEPS
  const low = at | 0
  const from = CURVE[low] as number
  return from + (at - low) * ((CURVE[low + 1] as number) - from)
}

/** Converts interleaved 8-bit sRGB (`channels` bytes a pixel, alpha is ignored) to Lab under D65. */
export function toLab(pixels: Uint8Array, width: number, height: number, channels: number): Lab {
  const count = width * height
  const lab: Lab = {
    width,
    height,
    l: new Float32Array(count),
    a: new Float32Array(count),
    b: new Float32Array(count),
  }
  for (let i = 0, at = 0; i < count; i++, at += channels) {
    const red = LINEAR[pixels[at] as number] as number
    const green = LINEAR[pixels[at + 1] as number] as number
    const blue = LINEAR[pixels[at + 2] as number] as number
    const x = curve(0.4339531 * red + 0.3762195 * green + 0.1898275 * blue)
    const y = curve(0.2126729 * red + 0.7151522 * green + 0.072175 * blue)
    const z = curve(0.0177566 * red + 0.1094756 * green + 0.8727681 * blue)
    lab.l[i] = 116 * y - 16
    lab.a[i] = 500 * (x - y)
    lab.b[i] = 200 * (y - z)
  }
  return lab
}
