import type { FieldView } from '@/lib/catalog/view'

/** Parts of the way from end to end that a step takes where the data names none. */
const PARTS = 100

/** By how much − and + change a number: the data's step, else 1 for whole numbers and a round part of the range. */
export function stepOf({ type, step, decimals, min, max }: FieldView): number {
  if (step !== undefined) return step
  if (type === 'integer') return 1
  if (decimals !== undefined) return 10 ** -decimals
  if (min === undefined || max === undefined || max - min >= 10) return 1
  return 10 ** Math.floor(Math.log10((max - min) / PARTS) + 1e-9)
}

/** Digits after the point that a step needs. */
export const digitsOf = (step: number): number => Math.max(0, -Math.floor(Math.log10(step) + 1e-9))

type Range = { min?: number | undefined; max?: number | undefined; step: number }

/** The number so many steps on, on a step and within the range; from nothing it starts at the nearest end or at 0. */
export function stepped(from: number | null, steps: number, { min, max, step }: Range): number {
  const start = min ?? 0
  const next = from === null ? start : start + (Math.round((from - start) / step) + steps) * step
  const within = Math.min(max ?? Number.POSITIVE_INFINITY, Math.max(min ?? Number.NEGATIVE_INFINITY, next))
  return Number(within.toFixed(Math.max(digitsOf(step), 6)))
}

/** Seeds that every model takes. */
const MOST = 2_147_483_647

/** A random whole number within what a seed may be. */
export function rollSeed({ min, max }: Pick<FieldView, 'min' | 'max'>, random = Math.random()): number {
  const low = Math.max(0, min ?? 0)
  const high = Math.min(MOST, max ?? MOST)
  return low + Math.floor(random * (high - low + 1))
}
