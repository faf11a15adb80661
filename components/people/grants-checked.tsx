'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { Note } from '@/components/ui/note'
import type { GrantsChecked } from '@/lib/admin/grants-schema'
import { formatChange, formatCredits, formatMoment } from '@/lib/format'
import { useSums } from './use-sums'

/** What the lines would do, or each that is wrong with the reason. */
export function GrantsCheckedView({ checked }: { checked: GrantsChecked }) {
  const t = useTranslations('grants')
  const locale = useLocale()
  const zone = useZone()
  const sums = useSums()
  const { people, taken, sample, grantedAt, bad, problems } = checked
  if (bad > 0)
    return (
      <div>
        <p role="status" className="font-medium text-bad">
          {t('bad', { count: bad })}
        </p>
        <ul
          aria-label={t('problemList')}
          className="mt-2 grid max-h-44 gap-1.5 overflow-auto text-12 text-ink-2"
        >
          {problems.map(({ line, message }) => (
            <li key={line} className="grid grid-cols-[72px_minmax(0,1fr)] gap-2 text-pretty">
              <span className="text-ink-3 tabular-nums">{t('line', { line })}</span>
              <span className="wrap-anywhere">{message}</span>
            </li>
          ))}
          {bad > problems.length && (
            <li className="text-ink-3">{t('moreBad', { count: bad - problems.length })}</li>
          )}
        </ul>
      </div>
    )
  return (
    <div>
      {grantedAt && (
        <Note kind="warn" role="status" className="mb-3">
          {t('grantedBefore', { when: formatMoment(locale, grantedAt, zone, Date.now()) })}
        </Note>
      )}
      <p role="status" className="font-medium tabular-nums">
        {people === 0 ? t('nothing') : sums(checked).before}
      </p>
      {people > 0 && (
        <table className="mt-2 w-full table-fixed text-12">
          <caption className="mb-1 text-left text-ink-3">{t('sample')}</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">{t('person')}</th>
              <th scope="col">{t('credits')}</th>
              <th scope="col">{t('reason')}</th>
            </tr>
          </thead>
          <tbody className="text-ink-2">
            {sample.map((one) => (
              <tr key={one.line} className="border-line border-t">
                <td className="w-[56%] truncate py-1.5 pr-2" title={one.email}>
                  <span className="text-ink">{one.name}</span> {one.email}
                </td>
                <td className="w-[18%] truncate py-1.5 pr-2 text-right tabular-nums">
                  {taken > 0 ? formatChange(locale, one.credits) : formatCredits(locale, one.credits)}
                </td>
                <td className="truncate py-1.5" title={one.reason}>
                  {one.reason}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
