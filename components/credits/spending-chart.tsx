'use client'

import { useLocale, useTranslations } from 'next-intl'
import { DayBars } from '@/components/charts/day-bars'
import type { SpendingView } from '@/lib/credits/movement-view'
import { formatCredits, formatDate, formatMonth } from '@/lib/format'

/** A bar for each day of the month, today's in the accent. The same numbers stand as text below it. */
export function SpendingChart({ spent, today }: { spent: SpendingView; today: string }) {
  const t = useTranslations('credits')
  const locale = useLocale()
  const short = (day: string) => formatDate(locale, `${day}T12:00:00Z`, 'UTC', Date.parse(`${day}T12:00:00Z`))
  const days = spent.days.map(({ day, credits }) => ({
    ...{ day, value: credits },
    title: t('bar', { day: short(day), figure: formatCredits(locale, credits) }),
  }))
  return <DayBars label={t('chart', { month: formatMonth(locale, spent.month) })} days={days} today={today} />
}
