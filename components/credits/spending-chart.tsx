'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { SpendingView } from '@/lib/credits/movement-view'
import { formatCredits, formatDate, formatMonth } from '@/lib/format'
import { ticks } from './scale'

/** The bars' ground above the days' names (px). */
const HEIGHT = 144
/** Room above the highest mark, for half of its own number (px). */
const TOP = 8
/** A bar's share of its day. */
const SHARE = 0.62

/** A bar for each day of the month, today's in the accent. The same numbers stand as text below it. */
export function SpendingChart({ spent, today }: { spent: SpendingView; today: string }) {
  const t = useTranslations('credits')
  const locale = useLocale()
  const { days } = spent
  const marks = ticks(Math.max(...days.map(({ credits }) => credits)))
  const top = marks.at(-1) ?? 1
  const y = (credits: number) => TOP + HEIGHT * (1 - credits / top)
  const slot = 100 / days.length
  const named = days.filter((_, n) => n % 7 === 0)
  const short = (day: string) => formatDate(locale, `${day}T12:00:00Z`, 'UTC', Date.parse(`${day}T12:00:00Z`))
  return (
    <div aria-hidden={spent.total === 0} className="relative pl-9" style={{ height: TOP + HEIGHT + 24 }}>
      {marks.map((mark) => (
        <span
          key={mark}
          aria-hidden="true"
          className="measured absolute left-0 w-7 -translate-y-1/2 text-right text-11 text-ink-3"
          style={{ top: y(mark) }}
        >
          {formatCredits(locale, mark)}
        </span>
      ))}
      <svg
        role="img"
        aria-label={t('chart', { month: formatMonth(locale, spent.month) })}
        width="100%"
        height={TOP + HEIGHT + 1}
        className="block overflow-visible"
      >
        {marks.map((mark) => (
          <line key={mark} x1="0" x2="100%" y1={y(mark) + 0.5} y2={y(mark) + 0.5} className="stroke-line" />
        ))}
        {days.map(({ day, credits }, n) => (
          <rect
            key={day}
            data-day={day}
            x={`${(n + (1 - SHARE) / 2) * slot}%`}
            width={`${SHARE * slot}%`}
            y={credits > 0 ? Math.min(y(credits), y(0) - 2) : y(0)}
            height={credits > 0 ? Math.max(y(0) - y(credits), 2) : 0}
            rx={1}
            className={day === today ? 'fill-mark' : 'fill-edge'}
          >
            <title>{t('bar', { day: short(day), figure: formatCredits(locale, credits) })}</title>
          </rect>
        ))}
      </svg>
      <div aria-hidden="true" className="relative mt-1">
        {named.map(({ day }) => (
          <span
            key={day}
            className="measured absolute -translate-x-1/2 whitespace-nowrap text-11 text-ink-3"
            style={{ left: `${(Number(day.slice(8)) - 0.5) * slot}%` }}
          >
            {short(day)}
          </span>
        ))}
      </div>
    </div>
  )
}
