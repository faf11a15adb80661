'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { MoreButton } from '@/components/pages/more-button'
import { usePages } from '@/components/pages/use-pages'
import type { BatchView, CodesView } from '@/lib/admin/codes-view'
import { formatMoment, formatNumber } from '@/lib/format'

export type CodeListProps = { batch: BatchView; initial: CodesView; now: number }

/** Each code by its last letters, and who redeemed it last. */
export function CodeList({ batch, initial, now }: CodeListProps) {
  const t = useTranslations('codes')
  const locale = useLocale()
  const timeZone = useZone()
  const list = usePages(
    initial,
    (page) => page.codes,
    (cursor) => `/api/admin/codes/${batch.id}/codes?cursor=${cursor}`,
  )
  return (
    <>
      <ul aria-label={t('views.codes')} className="tabular-nums">
        {list.items.map((code) => (
          <li
            key={code.n}
            className="grid min-h-11 grid-cols-[3rem_5rem_6rem_minmax(0,1fr)] items-center gap-x-3 border-line border-b py-1.5 first:border-t max-desk:grid-cols-[2.5rem_4rem_minmax(0,1fr)]"
          >
            <span className="text-ink-3">{formatNumber(locale, code.n)}</span>
            <span className="measured">…{code.tail}</span>
            <span className={code.used > 0 ? '' : 'text-ink-3'}>
              {t('usedOf', {
                figure: formatNumber(locale, code.used),
                all: formatNumber(locale, batch.uses),
              })}
            </span>
            <span className="text-12 text-ink-2 max-desk:col-span-3">
              {code.latest.map((by) => (
                <span key={by.id} className="mr-3 inline-block max-w-full truncate align-bottom">
                  {by.name} <span className="text-ink-3">{formatMoment(locale, by.at, timeZone, now)}</span>
                </span>
              ))}
              {code.used > code.latest.length && (
                <span className="text-ink-3">{t('andMore', { count: code.used - code.latest.length })}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  )
}
