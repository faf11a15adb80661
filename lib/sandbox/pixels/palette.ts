import { between, type Chance, pick } from './chance.ts'

type Colour = [red: number, green: number, blue: number]
/** A run of colours without steps: position 0 to 1 gives red, green, blue as 0 to 255. */
export type Ramp = { at: (position: number, into: Float32Array) => void }

const STEPS = 2048

// From dark to light; each a time of day or a place.
const palettes = [
  ['#10162f', '#2b2d62', '#7a4a82', '#e08a7b', '#fbd9a0'],
  ['#0b1f2a', '#13505b', '#2d8f8a', '#9fd0b0', '#f5efcf'],
  ['#1d1a2b', '#4b2b4f', '#a23e57', '#ec7a4d', '#fcd57f'],
  ['#0e2038', '#1f4f82', '#4d8fc4', '#a9cfe8', '#fdf3e3'],
  ['#1b2413', '#3c5a2c', '#7b9a4a', '#cdcf87', '#faf1d0'],
  ['#201425', '#51305f', '#8d62a5', '#cda4cf', '#fbe6ea'],
  ['#241610', '#633221', '#b0623a', '#e3a76c', '#f9e4c2'],
  ['#101418', '#36444f', '#748a95', '#b9c7c9', '#f3f1ea'],
] as const

const parsed = (hex: string): Colour =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Colour

export function ramp(random: Chance): Ramp {
  // No two alike: each is a little tinted.
  const tint = [random, random, random].map((next) => between(next, 0, 255))
  const share = between(random, 0.02, 0.12)
  const stops = pick(random, palettes).map((hex) =>
    parsed(hex).map((value, channel) => value + (tint[channel]! - value) * share),
  )
  // Asked for several times a pixel: worked out once.
  const table = new Float32Array(3 * (STEPS + 1))
  for (let step = 0; step <= STEPS; step++) {
    const place = Math.min(0.9999, step / STEPS) * (stops.length - 1)
    const low = Math.floor(place)
    const part = place - low
    const soft = part * part * (3 - 2 * part)
    for (let channel = 0; channel < 3; channel++) {
      const from = stops[low]![channel]!
      table[3 * step + channel] = from + (stops[low + 1]![channel]! - from) * soft
    }
  }
  return {
    at: (position, into) => {
      const step = 3 * Math.round(Math.min(1, Math.max(0, position)) * STEPS)
      into[0] = table[step]!
      into[1] = table[step + 1]!
      into[2] = table[step + 2]!
    },
  }
}
