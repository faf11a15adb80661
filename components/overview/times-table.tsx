'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Spread } from '@/components/charts/spread'
import type { ModelTimes } from '@/lib/books/schema'
import { formatDuration, formatNumber, formatPercent } from '@/lib/format'
import { formatShare } from './share'

const head = 'border-line border-b pb-2 font-normal text-12 text-ink-3 whitespace-nowrap'
const cell = 'border-line border-b text-right tabular-nums whitespace-nowrap pl-4 max-desk:pl-2'

/** How long jobs of each model take from submission to result. */
export function TimesTable({ models }: { models: readonly ModelTimes[] }) {
  const t = useTranslations('overview')
  const locale = useLocale()
  const most = Math.max(1, ...models.map(({ times }) => times.ninetyNine ?? 0))
  const time = (ms: number | null) => (ms === null ? '–' : formatDuration(locale, ms))
  const share = (done: number, failed: number) =>
    done + failed === 0 ? '–' : formatShare(locale, done / (done + failed))
  return (
    <section className="mt-8">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-strong text-13 tracking-normal">{t('times')}</h2>
        <p className="text-12 text-ink-3">{t('timesHint')}</p>
      </div>
      {models.length === 0 ? (
        <p className="border-line border-y py-5 text-ink-2">{t('noTimes')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full">
            <thead>
              <tr>
                <th scope="col" className={`${head} text-left`}>
                  {t('model')}
                </th>
                <th scope="col" className={`${head} pl-4 text-right max-desk:hidden`}>
                  {t('jobs')}
                </th>
                <th scope="col" className={`${head} pl-4 text-right max-desk:hidden`}>
                  {t('succeeded')}
                </th>
                <th scope="col" className={`${head} w-2/5 pl-8 text-left max-wide:hidden`}>
                  {t('spread')}
                </th>
                <th scope="col" className={`${head} pl-4 text-right max-desk:pl-2`}>
                  {t('half')}
                </th>
                <th scope="col" className={`${head} pl-4 text-right max-desk:pl-2`}>
                  {formatPercent(locale, 90)}
                </th>
                <th scope="col" className={`${head} pl-4 text-right max-desk:pl-2`}>
                  {formatPercent(locale, 99)}
                </th>
              </tr>
            </thead>
            <tbody>
              {models.map(({ model, title, jobs, done, failed, times }) => (
                <tr key={model}>
                  <th
                    scope="row"
                    title={model}
                    className="h-10 border-line border-b py-1.5 pr-3 text-left font-medium leading-5"
                  >
                    {title}
                    <span className="block font-normal text-12 text-ink-3 tabular-nums desk:hidden">
                      {t('jobsDone', { count: jobs, share: share(done, failed) })}
                    </span>
                  </th>
                  <td className={`${cell} max-desk:hidden`}>{formatNumber(locale, jobs)}</td>
                  <td className={`${cell} max-desk:hidden`}>{share(done, failed)}</td>
                  <td className="border-line border-b pl-8 max-wide:hidden">
                    <Spread times={times} most={most} />
                  </td>
                  <td className={cell}>{time(times.half)}</td>
                  <td className={`${cell} text-ink-2`}>{time(times.ninety)}</td>
                  <td className={`${cell} text-ink-2`}>{time(times.ninetyNine)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
