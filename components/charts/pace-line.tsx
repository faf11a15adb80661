'use client'

import { useLocale } from 'next-intl'
import { formatNumber } from '@/lib/format'

const HEIGHT = 144
const TOP = 8
/** The plot's own units across; it is stretched to its place. */
const WIDTH = 600

export type PaceLineProps = {
  label: string
  /** The latest last. */
  values: readonly number[]
  /** What none may exceed: a dashed line. */
  limit: number
  first: string
  last: string
}

/** One line through time, with the limit above it. The same numbers must stand as text beside it. */
export function PaceLine({ label, values, limit, first, last }: PaceLineProps) {
  const locale = useLocale()
  const top = Math.max(limit, ...values) * 1.15
  const y = (value: number) => TOP + HEIGHT * (1 - value / top)
  const x = (n: number) => (n * WIDTH) / Math.max(1, values.length - 1)
  const path = values.map((value, n) => `${n === 0 ? 'M' : 'L'}${x(n).toFixed(1)} ${y(value).toFixed(1)}`)
  return (
    <div className="relative pl-9" style={{ height: TOP + HEIGHT + 24 }}>
      {[0, limit / 2, limit].map((mark) => (
        <span
          key={mark}
          aria-hidden="true"
          className="measured absolute left-0 w-7 -translate-y-1/2 text-right text-11 text-ink-3"
          style={{ top: y(mark) }}
        >
          {formatNumber(locale, mark)}
        </span>
      ))}
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${TOP + HEIGHT + 1}`}
        preserveAspectRatio="none"
        width="100%"
        height={TOP + HEIGHT + 1}
        className="block overflow-visible [&>*]:[vector-effect:non-scaling-stroke]"
      >
        {[0, limit / 2].map((mark) => (
          <line key={mark} x1="0" x2={WIDTH} y1={y(mark)} y2={y(mark)} className="stroke-line" />
        ))}
        <line x1="0" x2={WIDTH} y1={y(limit)} y2={y(limit)} strokeDasharray="2 3" className="stroke-ink-2" />
        <path
          d={path.join('')}
          fill="none"
          strokeWidth="1.6"
          strokeLinejoin="round"
          className="stroke-mark"
        />
      </svg>
      <div
        aria-hidden="true"
        className="measured mt-1 flex justify-between whitespace-nowrap text-11 text-ink-3"
      >
        <span>{first}</span>
        <span>{last}</span>
      </div>
    </div>
  )
}
