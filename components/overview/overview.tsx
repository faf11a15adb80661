'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFresh } from '@/components/admin/use-fresh'
import { useZone } from '@/components/jobs/use-zone'
import { Note } from '@/components/ui/note'
import { Segmented } from '@/components/ui/segmented'
import type { OverviewView } from '@/lib/admin/overview-view'
import { formatMoment } from '@/lib/format'
import { DayChart } from './day-chart'
import { OverviewFigures } from './overview-figures'
import { PaceChart } from './pace-chart'
import { TimesTable } from './times-table'
import { WarningList } from './warning-list'

const EVERY_MS = 10_000
const periods = ['1', '7', '30'] as const

export type OverviewProps = { title: string; initial: OverviewView; at: number }

/** How the installation does: refreshed quietly while somebody looks. */
export function Overview({ title, initial, at: madeAt }: OverviewProps) {
  const t = useTranslations('overview')
  const locale = useLocale()
  const zone = useZone()
  const [days, setDays] = useState<(typeof periods)[number]>('30')
  const { value, at, isStale } = useFresh(`/api/admin/overview?days=${days}`, initial, madeAt, EVERY_MS)
  return (
    <div className="max-w-[1216px]">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="flex-1">{title}</h1>
        <Segmented
          label={t('period')}
          value={days}
          segments={periods.map((id) => ({ id, label: t(`periods.${id}`) }))}
          onChange={setDays}
        />
      </div>
      {isStale && (
        <Note kind="warn" role="status" className="mt-4">
          {t('stale', { at: formatMoment(locale, at, zone, Date.now()) })}
        </Note>
      )}
      <WarningList warnings={value.warnings} now={at} />
      <OverviewFigures view={value} now={at} />
      <div className="grid gap-x-10 gap-y-8 wide:grid-cols-2">
        <DayChart view={value} />
        <PaceChart view={value} />
      </div>
      <TimesTable models={value.models} />
    </div>
  )
}
