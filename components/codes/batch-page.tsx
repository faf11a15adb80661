'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useZone } from '@/components/jobs/use-zone'
import { Segmented } from '@/components/ui/segmented'
import type { BatchView, CodesView, RedemptionsView } from '@/lib/admin/codes-view'
import { formatCredits, formatMoment, formatNumber } from '@/lib/format'
import { BatchButtons } from './batch-line'
import { BatchState } from './batch-state'
import { CodeList } from './code-list'
import { RedemptionList } from './redemption-list'
import { useBatchActs } from './use-batch-acts'

const views = ['codes', 'redemptions'] as const

export type BatchPageProps = { batch: BatchView; codes: CodesView; redemptions: RedemptionsView; now: number }

/** A batch: what it gives, each of its codes, and who redeemed them. */
export function BatchPage({ batch: initial, codes, redemptions, now }: BatchPageProps) {
  const t = useTranslations('codes')
  const locale = useLocale()
  const timeZone = useZone()
  const [batch, setBatch] = useState(initial)
  const [view, setView] = useState<(typeof views)[number]>('codes')
  const acts = useBatchActs(setBatch)
  const at = (time: string) => formatMoment(locale, time, timeZone, now)
  const number = (count: number) => formatNumber(locale, count)
  const facts = [
    t('what', {
      figure: formatCredits(locale, batch.amount),
      count: batch.count,
      codes: number(batch.count),
    }),
    t('usesEach', { count: batch.uses, figure: number(batch.uses) }),
    t('madeBy', { name: batch.createdBy, at: at(batch.createdAt) }),
    ...(batch.expiresAt ? [t('until', { at: at(batch.expiresAt) })] : []),
    ...(batch.exportedAt ? [t('exportedAt', { at: at(batch.exportedAt) })] : []),
    ...(batch.canceledAt
      ? [t('canceledAt', { at: at(batch.canceledAt), reason: batch.cancelReason ?? '' })]
      : []),
  ]
  return (
    <>
      <div className="flex items-start gap-4">
        <ul className="min-w-0 flex-1 text-ink-2 [overflow-wrap:anywhere]">
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <BatchState batch={batch} />
      </div>
      <div className="mt-6 mb-4 flex flex-wrap items-center justify-between gap-3">
        <Segmented
          label={t('view')}
          value={view}
          segments={views.map((id) => ({ id, label: t(`views.${id}`) }))}
          onChange={setView}
        />
        <BatchButtons batch={batch} onAct={(act) => acts.open(batch, act)} />
      </div>
      {view === 'codes' ? (
        <CodeList batch={batch} initial={codes} now={now} />
      ) : (
        <RedemptionList batchId={batch.id} initial={redemptions} now={now} />
      )}
      {acts.dialog}
    </>
  )
}
