import type { Times } from '@/lib/books/schema'

export type SpreadProps = {
  times: Times
  /** The right end of the scale (ms). */
  most: number
}

/** From half of the jobs (a mark) over nine of ten (thick) to all but one in a hundred (thin). A picture of the row's numbers. */
export function Spread({ times, most }: SpreadProps) {
  const { half, ninety, ninetyNine } = times
  if (half === null || ninety === null || ninetyNine === null) return null
  const at = (ms: number) => (ms / most) * 100
  const from = (ms: number) => ({ left: `${at(half)}%`, width: `${at(ms) - at(half)}%` })
  return (
    <span aria-hidden="true" className="relative block h-3.5">
      <i className="absolute top-[6.5px] h-px bg-edge" style={from(ninetyNine)} />
      <b className="absolute top-[5px] h-1 bg-edge" style={from(ninety)} />
      <u className="absolute top-px h-3 w-0.5 bg-ink" style={{ left: `${at(half)}%` }} />
    </span>
  )
}
