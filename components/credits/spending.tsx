'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { call } from '@/components/http/call'
import type { SpendingView } from '@/lib/credits/movement-view'
import { formatCredits, formatDate, formatMonth } from '@/lib/format'
import type { CreditsView } from '@/lib/jobs/schema'
import { useCreditNews } from './news'
import { SpendingChart } from './spending-chart'

const heading = 'font-strong text-13 tracking-normal max-desk:text-15'
const head = 'border-line border-b pb-1.5 text-left font-normal text-12 text-ink-3'
const number = 'text-right tabular-nums'

export type SpendingProps = {
  initial: SpendingView
  /** The balance when `initial` was read, or before. */
  credits: CreditsView
  today: string
}

/** What was paid in a month, by day and by model, as a chart and as numbers. */
export function Spending({ initial, credits, today }: SpendingProps) {
  const t = useTranslations('credits')
  const locale = useLocale()
  const [spent, setSpent] = useState(initial)
  useCreditNews(credits, async () => {
    const asked = new URLSearchParams({ month: initial.month, zone: initial.zone })
    const answer = await call<SpendingView>(`/api/credits/spending?${asked}`)
    if (answer.ok) setSpent(answer.value)
  })
  const month = formatMonth(locale, spent.month)
  return (
    <div className="mt-6 grid gap-x-12 gap-y-8 wide:grid-cols-[minmax(0,1fr)_300px]">
      <section>
        <div className="mb-3 flex items-baseline justify-between gap-4">
          <h2 className={heading}>{t('spent', { month })}</h2>
          <p className="whitespace-nowrap text-ink-2 tabular-nums">
            {t.rich('spentSum', {
              count: spent.total,
              figure: formatCredits(locale, spent.total),
              b: (figure) => <b className="font-strong text-ink">{figure}</b>,
            })}
          </p>
        </div>
        <SpendingChart spent={spent} today={today} />
        <DayNumbers spent={spent} />
      </section>
      <section>
        <h2 className={`${heading} mb-3`}>{t('byModel')}</h2>
        {spent.models.length === 0 && <p className="text-ink-2">{t('nothingPaid')}</p>}
        {spent.models.length > 0 && <ModelNumbers spent={spent} />}
      </section>
    </div>
  )
}

/** The chart's numbers as a table; days without any are left out. */
function DayNumbers({ spent }: { spent: SpendingView }) {
  const t = useTranslations('credits')
  const locale = useLocale()
  const days = spent.days.filter(({ jobs }) => jobs > 0)
  return (
    <div className="mt-3 text-12 text-ink-3 max-desk:text-[13px]">
      <p>{t('zone', { zone: spent.zone })}</p>
      {days.length > 0 && (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer rounded-photo py-1.5 text-ink-2 hover:text-ink">
            {t('byDay')}
          </summary>
          <table className="mt-2 w-full max-w-sm text-13 text-ink-2">
            <thead>
              <tr>
                <th scope="col" className={head}>
                  {t('day')}
                </th>
                <th scope="col" className={`${head} text-right`}>
                  {t('jobs')}
                </th>
                <th scope="col" className={`${head} text-right`}>
                  {t('credits')}
                </th>
              </tr>
            </thead>
            <tbody>
              {days.map(({ day, jobs, credits }) => (
                <tr key={day}>
                  <th scope="row" className="border-line border-b py-1.5 text-left font-normal">
                    {formatDate(locale, `${day}T12:00:00Z`, 'UTC')}
                  </th>
                  <td className={`${number} border-line border-b`}>{formatCredits(locale, jobs)}</td>
                  <td className={`${number} border-line border-b text-ink`}>
                    {formatCredits(locale, credits)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  )
}

function ModelNumbers({ spent }: { spent: SpendingView }) {
  const t = useTranslations('credits')
  const locale = useLocale()
  const most = Math.max(...spent.models.map(({ credits }) => credits))
  return (
    <table className="w-full">
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('model')}</th>
          <th scope="col">{t('jobs')}</th>
          <th scope="col">{t('credits')}</th>
        </tr>
      </thead>
      <tbody>
        {spent.models.map(({ model, tool, credits, jobs }) => (
          <tr
            key={model}
            className="border-line border-b"
            style={{
              background: `linear-gradient(var(--ink-2) 0 0) 0 100% / ${(credits / most) * 100}% 1px no-repeat`,
            }}
          >
            <th scope="row" className="h-9 pr-3 text-left font-normal max-desk:h-11">
              {tool}
            </th>
            <td className={`${number} whitespace-nowrap pr-3 text-ink-3`}>
              {t('jobsCount', { count: jobs })}
            </td>
            <td className={`${number} font-strong`}>{formatCredits(locale, credits)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
