'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { formatCredits, formatDate, formatTime } from '@/lib/format'
import type { ReceiptLine } from '@/lib/jobs/schema'

/** What happened to a job's money, line by line. */
export function Receipt({ lines }: { lines: readonly ReceiptLine[] }) {
  const t = useTranslations('stage')
  const locale = useLocale()
  const timeZone = useZone()
  const when = (at: string) =>
    `${formatDate(locale, at, timeZone, Date.parse(at))}, ${formatTime(locale, at, timeZone)}`
  return (
    <table className="w-full text-12 tabular-nums max-desk:text-[14px]">
      <caption className="sr-only">{t('receipt')}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('what')}</th>
          <th scope="col">{t('when')}</th>
          <th scope="col">{t('amount')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.kind} className="border-line border-b last:border-0">
            <th scope="row" className="h-9 text-left font-normal text-ink">
              {t(`lines.${line.kind}`)}
            </th>
            <td className="px-3 text-ink-3">{when(line.at)}</td>
            <td className="text-right">
              {t('credits', { count: line.amount, figure: formatCredits(locale, line.amount) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
