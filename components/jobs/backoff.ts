/** Milliseconds to wait before try number `n` (from 1): doubling from `base`, at most `cap`, spread by up to a quarter. */
export function backoff(n: number, base: number, cap: number, random = Math.random()): number {
  const full = Math.min(cap, base * 2 ** (n - 1))
  return Math.round(full * (0.75 + random / 4))
}
