'use client'

import { useLocale } from 'next-intl'
import { formatDate, formatNumber } from '@/lib/format'
import { ticks } from './scale'

/** The bars' ground above the days' names (px). */
const HEIGHT = 144
/** Room above the highest mark, for half of its own number (px). */
const TOP = 8
/** A bar's share of its day. */
const SHARE = 0.62
/** Days that are named below, at most. */
const NAMED = 5

export type DayBar = {
  /** `2026-11-21`. */
  day: string
  value: number
  /** A part of the value at the bar's foot, in the colour of what went wrong. */
  bad?: number
  /** A second figure of its own, a line across the bar. */
  beside?: number
  /** What a pointer's rest tells. */
  title: string
}

export type DayBarsProps = { label: string; days: readonly DayBar[]; today: string }

/** A bar for each day, today's in the accent. The same numbers must stand as text beside it. */
export function DayBars({ label, days, today }: DayBarsProps) {
  const locale = useLocale()
  const marks = ticks(Math.max(...days.map(({ value, beside = 0 }) => Math.max(value, beside))))
  const top = marks.at(-1) ?? 1
  const y = (value: number) => TOP + HEIGHT * (1 - value / top)
  const tall = (value: number) => (value > 0 ? Math.max(y(0) - y(value), 2) : 0)
  const slot = 100 / days.length
  const step = days.length > NAMED * 7 ? Math.ceil(days.length / NAMED) : days.length > 7 ? 7 : 1
  const short = (day: string) => formatDate(locale, `${day}T12:00:00Z`, 'UTC', Date.parse(`${day}T12:00:00Z`))
  return (
    <div
      aria-hidden={days.every(({ value, beside = 0 }) => value === 0 && beside === 0)}
      className="relative pl-9"
      style={{ height: TOP + HEIGHT + 24 }}
    >
      {marks.map((mark) => (
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
        width="100%"
        height={TOP + HEIGHT + 1}
        className="block overflow-visible"
      >
        {marks.map((mark) => (
          <line key={mark} x1="0" x2="100%" y1={y(mark) + 0.5} y2={y(mark) + 0.5} className="stroke-line" />
        ))}
        {days.map(({ day, value, bad = 0, beside, title }, n) => {
          const place = { x: `${(n + (1 - SHARE) / 2) * slot}%`, width: `${SHARE * slot}%` }
          return (
            <g key={day} data-day={day}>
              <title>{title}</title>
              <rect
                {...place}
                y={y(0) - tall(value)}
                height={tall(value)}
                rx={1}
                className={day === today ? 'fill-mark' : 'fill-edge'}
              />
              <rect {...place} y={y(0) - tall(bad)} height={tall(bad)} rx={1} className="fill-bad" />
              {beside !== undefined && beside > 0 && (
                <rect
                  x={`${n * slot}%`}
                  width={`${slot}%`}
                  y={y(beside) - 1}
                  height={2}
                  className="fill-ink"
                />
              )}
            </g>
          )
        })}
      </svg>
      <div aria-hidden="true" className="relative mt-1">
        {days.map(({ day }, n) =>
          n % step === 0 ? (
            <span
              key={day}
              className="measured absolute -translate-x-1/2 whitespace-nowrap text-11 text-ink-3"
              style={{ left: `${(n + 0.5) * slot}%` }}
            >
              {short(day)}
            </span>
          ) : null,
        )}
      </div>
    </div>
  )
}
