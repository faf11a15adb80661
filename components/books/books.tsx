'use client'

import { Download } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFresh } from '@/components/admin/use-fresh'
import { Figure, Figures } from '@/components/charts/figures'
import { useZone } from '@/components/jobs/use-zone'
import { LinkButton } from '@/components/ui/link-button'
import { Note } from '@/components/ui/note'
import { Segmented } from '@/components/ui/segmented'
import type { BooksView } from '@/lib/books/schema'
import { subtractCredits } from '@/lib/credits/amount'
import { formatChange, formatCredits, formatMoment, formatNumber } from '@/lib/format'
import { AccountList } from './account-list'
import { AlarmNote } from './alarm-note'
import { Auditor } from './auditor'
import { CauseTable } from './cause-table'
import { JobTable } from './job-table'
import { ModelTable } from './model-table'
import { PaidChart } from './paid-chart'

const EVERY_MS = 15_000
const periods = ['7', '30', '90'] as const
/** A name of its own in every language. */
const FORMAT = 'CSV'

export type BooksProps = { title: string; initial: BooksView; at: number }

/** What people paid against what KIE consumed, and whether everything adds up. */
export function Books({ title, initial, at: madeAt }: BooksProps) {
  const t = useTranslations('books')
  const locale = useLocale()
  const zone = useZone()
  const [days, setDays] = useState<(typeof periods)[number]>('30')
  const { value, at, isStale, again } = useFresh(`/api/admin/books?days=${days}`, initial, madeAt, EVERY_MS)
  const { total } = value
  return (
    <div className="max-w-[1216px]">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="flex-1">{title}</h1>
        <LinkButton
          variant="quiet"
          download
          href={`/api/admin/books/days.csv?days=${days}`}
          aria-label={t('download')}
        >
          <Download aria-hidden size={16} strokeWidth={1.6} />
          {FORMAT}
        </LinkButton>
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
      {value.alarm && <AlarmNote alarm={value.alarm} now={at} onSettled={again} />}
      <Figures>
        <Figure title={t('jobs')} figure={formatNumber(locale, total.jobs)} />
        <Figure title={t('paid')} figure={formatCredits(locale, total.paid)} hint={t('paidHint')} />
        <Figure
          title={t('consumed')}
          figure={formatCredits(locale, total.consumed)}
          hint={t('consumedHint', { count: total.unsaid })}
        />
        <Figure
          title={t('difference')}
          figure={formatChange(locale, subtractCredits(total.paid, total.consumed))}
          hint={t('differenceHint')}
        />
      </Figures>
      <PaidChart days={value.days} />
      <div className="mt-8 grid gap-x-10 gap-y-8 wide:grid-cols-2">
        <CauseTable causes={value.causes} />
        <ModelTable models={value.models} />
        <AccountList accounts={value.accounts} />
        <Auditor audit={value.audit} now={at} onAsked={again} />
        <JobTable
          title={t('uncertain')}
          hint={t('uncertainHint')}
          figure={t('held')}
          none={t('noUncertain')}
          jobs={value.uncertain}
          now={at}
        />
        <JobTable title={t('losses')} figure={t('cost')} none={t('noLosses')} jobs={value.losses} now={at} />
        <JobTable
          title={t('lost')}
          hint={t('lostHint')}
          figure={t('atMost')}
          none={t('noLost')}
          jobs={value.lost}
          now={at}
        />
      </div>
    </div>
  )
}
