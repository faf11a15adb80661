/** The middle of some figures: one slow round of a shared machine does not move it. */
export function median(figures: number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export const title = (text: string) => console.log(`\n${text}`)
export const row = (name: string, figure: string) => console.log(`  ${name.padEnd(34)} ${figure}`)
