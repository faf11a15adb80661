'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import type { MoneyLine } from '@/lib/admin/jobs-view'
import { formatCredits, formatInstant } from '@/lib/format'

/** Every row of the books that belongs to a job. */
export function Money({ lines }: { lines: readonly MoneyLine[] }) {
  const t = useTranslations('admin-jobs.money')
  const kinds = useTranslations('credits.kinds')
  const locale = useLocale()
  const timeZone = useZone()
  const head = 'border-line border-b pb-1 text-left font-normal text-12 text-ink-3'
  return (
    <table className="w-full max-w-160 tabular-nums">
      <caption className="sr-only">{t('title')}</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            {t('when')}
          </th>
          <th scope="col" className={head}>
            {t('what')}
          </th>
          <th scope="col" className={head}>
            {t('by')}
          </th>
          <th scope="col" className={`${head} text-right`}>
            {t('credits')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.kind} className="h-9">
            <td className="border-line border-b pr-3 text-ink-3">
              {formatInstant(locale, line.at, timeZone)}
            </td>
            <td className="border-line border-b pr-3">{kinds(line.kind)}</td>
            <td className="border-line border-b pr-3 text-ink-2">{line.by ?? t('loupe')}</td>
            <td className="border-line border-b text-right">{formatCredits(locale, line.amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
