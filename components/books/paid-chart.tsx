'use client'

import { useLocale, useTranslations } from 'next-intl'
import { DayBars } from '@/components/charts/day-bars'
import { Numbers } from '@/components/charts/numbers'
import type { DaySums } from '@/lib/books/schema'
import { subtractCredits } from '@/lib/credits/amount'
import { formatChange, formatCredits, formatDate, formatNumber } from '@/lib/format'

/** Bars of what people paid, a line across each for what KIE charged. */
export function PaidChart({ days }: { days: readonly DaySums[] }) {
  const t = useTranslations('books')
  const locale = useLocale()
  const name = (day: string) => formatDate(locale, `${day}T12:00:00Z`, 'UTC', Date.parse(`${day}T12:00:00Z`))
  const figure = (credits: number) => formatCredits(locale, credits)
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-ink-3">
        <h2 className="flex-1 font-strong text-13 text-ink tracking-normal">{t('chart')}</h2>
        <span className="flex items-center gap-1.5">
          <i aria-hidden="true" className="size-2 rounded-[1px] bg-edge" />
          {t('paid')}
        </span>
        <span className="flex items-center gap-1.5">
          <i aria-hidden="true" className="h-0.5 w-3 bg-ink" />
          {t('consumed')}
        </span>
      </div>
      <DayBars
        label={t('chart')}
        today={days.at(-1)?.day ?? ''}
        days={days.map(({ day, paid, consumed }) => ({
          ...{ day, value: paid, beside: consumed },
          title: t('bar', { day: name(day), paid: figure(paid), consumed: figure(consumed) }),
        }))}
      />
      <p className="mt-3 text-12 text-ink-3">{t('utc')}</p>
      <Numbers
        summary={t('numbers')}
        columns={[
          { title: t('day'), cells: days.map(({ day }) => name(day)) },
          { title: t('jobs'), cells: days.map(({ jobs }) => formatNumber(locale, jobs)) },
          { title: t('paid'), cells: days.map(({ paid }) => figure(paid)) },
          { title: t('consumed'), cells: days.map(({ consumed }) => figure(consumed)) },
          {
            title: t('difference'),
            cells: days.map(({ paid, consumed }) => formatChange(locale, subtractCredits(paid, consumed))),
          },
        ]}
      />
    </section>
  )
}
