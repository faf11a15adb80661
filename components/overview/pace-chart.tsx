'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Numbers } from '@/components/charts/numbers'
import { PaceLine } from '@/components/charts/pace-line'
import type { OverviewView } from '@/lib/admin/overview-view'
import { formatNumber } from '@/lib/format'

/** How much of KIE's rate was used in the last minutes, and what waits and runs. */
export function PaceChart({ view }: { view: OverviewView }) {
  const t = useTranslations('overview')
  const locale = useLocale()
  const { tasks, limit } = view.pace
  const { waiting, running } = view.queue
  return (
    <section>
      <div className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-x-4">
        <h2 className="font-strong text-13 tracking-normal">{t('pace')}</h2>
        <p className="text-12 text-ink-3 tabular-nums">
          {t('paceNow', { used: tasks.at(-1) ?? 0, limit, waiting, running })}
        </p>
      </div>
      <PaceLine
        label={t('paceChart', { limit })}
        values={tasks}
        limit={limit}
        first={t('ago')}
        last={t('now')}
      />
      <Numbers
        summary={t('numbers')}
        columns={[
          {
            title: t('from'),
            cells: tasks.map((_, n) => formatNumber(locale, (tasks.length - 1 - n) * 10)),
          },
          { title: t('tasks'), cells: tasks.map((count) => formatNumber(locale, count)) },
        ]}
      />
    </section>
  )
}
