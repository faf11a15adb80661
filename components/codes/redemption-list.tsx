'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { MoreButton } from '@/components/pages/more-button'
import { usePages } from '@/components/pages/use-pages'
import type { RedemptionsView } from '@/lib/admin/codes-view'
import { formatMoment } from '@/lib/format'

export type RedemptionListProps = { batchId: string; initial: RedemptionsView; now: number }

/** Who redeemed a batch's codes, the latest first. */
export function RedemptionList({ batchId, initial, now }: RedemptionListProps) {
  const t = useTranslations('codes')
  const locale = useLocale()
  const timeZone = useZone()
  const list = usePages(
    initial,
    (page) => page.redemptions,
    (cursor) => `/api/admin/codes/${batchId}/redemptions?cursor=${cursor}`,
  )
  if (list.items.length === 0) return <p className="border-line border-y py-5 text-ink-2">{t('nobodyYet')}</p>
  return (
    <>
      <ul aria-label={t('views.redemptions')} className="tabular-nums">
        {list.items.map((one) => (
          <li
            key={one.id}
            className="grid min-h-11 grid-cols-[9rem_5rem_minmax(0,1fr)] items-center gap-x-3 border-line border-b py-1.5 first:border-t max-desk:grid-cols-[7rem_4rem_minmax(0,1fr)]"
          >
            <span className="text-ink-3">{formatMoment(locale, one.by.at, timeZone, now)}</span>
            <span className="measured">…{one.tail}</span>
            <span className="truncate font-medium" title={one.by.id}>
              {one.by.name}
            </span>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  )
}
