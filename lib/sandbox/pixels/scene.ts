import { between, type Chance, chance, pick } from './chance.ts'
import { type Ramp, ramp } from './palette.ts'

/** Red, green, blue per pixel, row by row. */
export type Pixels = { data: Uint8Array; width: number; height: number }

type Paint = (x: number, y: number, into: Float32Array) => void

/** A picture that follows from `words` alone: hills, silk or lights. */
export function scene(words: string, width: number, height: number): Pixels {
  const random = chance(words)
  const colours = ramp(random)
  const paint = pick(random, [hills, hills, silk, lights])(random, colours, width, height)
  const data = new Uint8Array(width * height * 3)
  const colour = new Float32Array(3)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      paint(x, y, colour)
      data[at] = colour[0]! + 0.5
      data[at + 1] = colour[1]! + 0.5
      data[at + 2] = colour[2]! + 0.5
    }
  }
  return { data, width, height }
}

/** A sum of waves, each half as high and twice as short as the one before. */
function outline(random: Chance, rough: number) {
  const waves = Array.from({ length: 6 }, (_, octave) => ({
    height: rough ** octave,
    length: 2 ** octave * between(random, 0.8, 1.3),
    phase: between(random, 0, 2 * Math.PI),
  }))
  return (at: number) =>
    waves.reduce((sum, wave) => sum + wave.height * Math.sin(at * wave.length + wave.phase), 0) / 2
}

/** Ridge behind ridge under a low sun, the far ones pale. */
function hills(random: Chance, colours: Ramp, width: number, height: number): Paint {
  const long = Math.max(width, height)
  const sun = { x: between(random, 0.25, 0.75) * width, y: between(random, 0.2, 0.4) * height }
  const radius = between(random, 0.04, 0.09) * Math.min(width, height)
  const count = 5
  const ridges = Array.from({ length: count }, (_, layer) => {
    const line = outline(random, between(random, 0.42, 0.55))
    const base = (0.42 + (0.5 * layer) / count) * height
    const swing = between(random, 0.05, 0.09) * Math.min(height, 1.4 * width)
    const stretch = (between(random, 4, 7) * (1 + layer * 0.25)) / long
    return Float32Array.from({ length: width }, (_, x) => base + swing * line(x * stretch))
  })
  const glow = new Float32Array(3)
  return (x, y, into) => {
    const far = Math.sqrt((x - sun.x) ** 2 + (y - sun.y) ** 2)
    colours.at(0.5 + (0.42 * y) / height + 0.18 * Math.exp(-far / (0.25 * long)), into)
    const disc = Math.min(1, Math.max(0, radius - far + 0.5))
    if (disc > 0) mix(colours, 1, disc * 0.9, glow, into)
    for (let layer = 0; layer < count; layer++) {
      const cover = Math.min(1, Math.max(0, y - ridges[layer]![x]! + 0.5))
      if (cover === 0) continue
      const mist = Math.min(1, (y - ridges[layer]![x]!) / (0.3 * height))
      mix(colours, 0.62 - (0.6 * layer) / (count - 1) + 0.1 * mist, cover, glow, into)
    }
  }
}

function mix(colours: Ramp, position: number, share: number, scratch: Float32Array, into: Float32Array) {
  colours.at(position, scratch)
  into[0] = into[0]! + (scratch[0]! - into[0]!) * share
  into[1] = into[1]! + (scratch[1]! - into[1]!) * share
  into[2] = into[2]! + (scratch[2]! - into[2]!) * share
}

/** Folds of cloth: a plane bent by waves along waves. */
function silk(random: Chance, colours: Ramp, width: number, height: number): Paint {
  const scale = between(random, 2.2, 3.4) / Math.min(width, height)
  const bends = Array.from({ length: 4 }, () => ({
    x: between(random, 0.5, 1.1),
    y: between(random, 0.5, 1.1),
    phase: between(random, 0, 2 * Math.PI),
  }))
  return (px, py, into) => {
    let x = px * scale
    let y = py * scale
    for (let k = 0; k < bends.length; k++) {
      const bend = bends[k]!
      const turned = x + (bend.x / (k + 1)) * Math.sin((k + 1.3) * y + bend.phase)
      y += (bend.y / (k + 1)) * Math.cos((k + 1.1) * x + bend.phase)
      x = turned
    }
    const fold = 0.5 + 0.5 * Math.sin(x + 1.7 * y)
    colours.at(0.08 + 0.8 * fold + 0.1 * Math.sin(3 * x), into)
  }
}

/** Lights out of focus, in front of the dark. */
function lights(random: Chance, colours: Ramp, width: number, height: number): Paint {
  const short = Math.min(width, height)
  const tilt = between(random, -0.3, 0.3)
  const spots = Array.from({ length: 22 }, () => ({
    x: between(random, -0.05, 1.05) * width,
    y: (0.5 + (random() + random() - 1) * 0.6) * height,
    radius: between(random, 0.03, 0.17) * short,
    shade: between(random, 0.45, 1),
    share: between(random, 0.12, 0.42),
  }))
  const scratch = new Float32Array(3)
  return (x, y, into) => {
    colours.at(0.1 + 0.3 * (y / height) + tilt * (x / width - 0.5), into)
    for (const spot of spots) {
      const off = Math.abs(x - spot.x)
      if (off > spot.radius + 2) continue
      const far = Math.sqrt(off ** 2 + (y - spot.y) ** 2)
      const edge = Math.max(1, 0.05 * spot.radius)
      const cover = Math.min(1, Math.max(0, (spot.radius - far) / edge))
      if (cover > 0)
        mix(colours, spot.shade, cover * spot.share * (0.75 + 0.25 * (far / spot.radius)), scratch, into)
    }
  }
}
