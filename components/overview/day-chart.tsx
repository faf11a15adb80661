'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { DayBars } from '@/components/charts/day-bars'
import { Numbers } from '@/components/charts/numbers'
import { Segmented } from '@/components/ui/segmented'
import type { OverviewView } from '@/lib/admin/overview-view'
import { formatCredits, formatDate, formatNumber } from '@/lib/format'

const shown = ['jobs', 'paid'] as const

/** Jobs or credits of each day, with the same as a table. */
export function DayChart({ view }: { view: OverviewView }) {
  const t = useTranslations('overview')
  const locale = useLocale()
  const [what, setWhat] = useState<(typeof shown)[number]>('jobs')
  const { days } = view
  const name = (day: string) => formatDate(locale, `${day}T12:00:00Z`, 'UTC', Date.parse(`${day}T12:00:00Z`))
  const title = what === 'jobs' ? t('jobsPerDay') : t('creditsPerDay')
  return (
    <section>
      <div className="mb-3 flex h-8 items-center gap-3 max-desk:h-auto max-desk:flex-wrap">
        <h2 className="font-strong text-13 tracking-normal">{title}</h2>
        <span className="flex flex-1 items-center gap-1.5 text-12 text-ink-3">
          {what === 'jobs' && (
            <>
              <i aria-hidden="true" className="size-2 rounded-[1px] bg-bad" />
              {t('failed')}
            </>
          )}
        </span>
        <Segmented
          label={t('show')}
          value={what}
          segments={shown.map((id) => ({ id, label: id === 'jobs' ? t('jobs') : t('paid') }))}
          onChange={setWhat}
        />
      </div>
      <DayBars
        label={title}
        today={days.at(-1)?.day ?? ''}
        days={days.map(({ day, jobs, failed, paid }) => ({
          day,
          ...(what === 'jobs' ? { value: jobs, bad: failed } : { value: paid }),
          title:
            what === 'jobs'
              ? t('jobsBar', { day: name(day), jobs, failed })
              : t('creditsBar', { day: name(day), figure: formatCredits(locale, paid) }),
        }))}
      />
      <p className="mt-3 text-12 text-ink-3">{t('utc')}</p>
      <Numbers
        summary={t('numbers')}
        columns={[
          { title: t('day'), cells: days.map(({ day }) => name(day)) },
          { title: t('jobs'), cells: days.map(({ jobs }) => formatNumber(locale, jobs)) },
          { title: t('failed'), cells: days.map(({ failed }) => formatNumber(locale, failed)) },
          { title: t('paid'), cells: days.map(({ paid }) => formatCredits(locale, paid)) },
          { title: t('consumed'), cells: days.map(({ consumed }) => formatCredits(locale, consumed)) },
        ]}
      />
    </section>
  )
}
