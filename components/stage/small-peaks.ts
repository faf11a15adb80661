/** Fewer bars for a small drawing, each as loud as its part is on the whole, the loudest of all at 1. */
export function coarser(peaks: readonly number[], count: number): number[] {
  const parts = Array.from({ length: count }, (_, part) => {
    const from = Math.floor((part * peaks.length) / count)
    const to = Math.max(from + 1, Math.floor(((part + 1) * peaks.length) / count))
    const own = peaks.slice(from, to)
    return own.reduce((sum, peak) => sum + peak, 0) / Math.max(1, own.length)
  })
  const loudest = Math.max(...parts)
  return loudest > 0 ? parts.map((peak) => peak / loudest) : parts
}
