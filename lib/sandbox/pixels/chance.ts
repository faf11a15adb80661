import { createHash } from 'node:crypto'

/** Numbers from 0 to 1 that follow from a text: the same text, the same numbers. */
export type Chance = () => number

export function chance(text: string): Chance {
  let state = createHash('sha256').update(text).digest().readUInt32LE(0)
  // Mulberry32.
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const between = (random: Chance, low: number, high: number) => low + (high - low) * random()
export const pick = <T>(random: Chance, from: readonly T[]): T => from[Math.floor(random() * from.length)]!
