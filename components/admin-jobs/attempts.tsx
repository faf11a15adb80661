'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import type { AttemptView } from '@/lib/admin/jobs-view'
import { formatCredits, formatDuration, formatInstant, formatNumber } from '@/lib/format'
import { Facts } from './part'

/** Each time that the job was sent to KIE, and what was heard of it. */
export function Attempts({ attempts }: { attempts: readonly AttemptView[] }) {
  const t = useTranslations('admin-jobs.attempt')
  const locale = useLocale()
  const timeZone = useZone()
  const at = (time: string | null) => time && formatInstant(locale, time, timeZone)
  const often = (count: number, last: string | null) =>
    last === null
      ? formatNumber(locale, count)
      : t('often', { count: formatNumber(locale, count), at: formatInstant(locale, last, timeZone) })
  if (attempts.length === 0) return <p className="text-ink-3">{t('none')}</p>
  return (
    <ol className="grid gap-4">
      {attempts.map((one) => (
        <li key={one.n} className="border-line border-l-2 pl-4">
          <h3 className="mb-1 font-medium">
            {t('title', { n: one.n })}{' '}
            <span className="font-normal text-ink-2">{t(`states.${one.state}`)}</span>
          </h3>
          <Facts
            facts={[
              [t('task'), one.taskId && <span className="measured">{one.taskId}</span>],
              [t('begun'), at(one.begunAt)],
              [t('ended'), at(one.endedAt)],
              [t('worked'), one.workedMs === null ? null : formatDuration(locale, one.workedMs)],
              [t('consumed'), one.consumed === null ? null : formatCredits(locale, one.consumed)],
              [t('callbacks'), often(one.callbacks, one.calledAt)],
              [t('looks'), often(one.looks, one.lookedAt)],
              [t('error'), one.error],
            ]}
          />
        </li>
      ))}
    </ol>
  )
}
