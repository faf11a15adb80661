'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { MoreButton } from '@/components/pages/more-button'
import { usePages } from '@/components/pages/use-pages'
import type { AdminJobsView } from '@/lib/admin/jobs-view'
import { formatCredits, formatDuration, formatMoment } from '@/lib/format'
import { StateWord } from './state-word'

export type JobLinesProps = {
  initial: AdminJobsView
  /** The filters, as the API takes them. */
  query: string
  now: number
}

/** Jobs, the newest first; each leads to its story. */
export function JobLines({ initial, query, now }: JobLinesProps) {
  const t = useTranslations('admin-jobs')
  const failed = useTranslations('jobs.failed')
  const locale = useLocale()
  const timeZone = useZone()
  const list = usePages(
    initial,
    (page) => page.jobs,
    (cursor) => `/api/admin/jobs?${query}&cursor=${cursor}`,
  )
  if (list.items.length === 0) return <p className="border-line border-y py-5 text-ink-2">{t('none')}</p>
  return (
    <>
      <ul aria-label={t('title')} className="tabular-nums">
        {list.items.map((job) => (
          <li key={job.id} className="border-line border-b first:border-t">
            <Link
              href={`/admin/jobs/${job.id}`}
              className="grid min-h-13 grid-cols-[8.5rem_minmax(0,1fr)_minmax(0,1fr)_11rem_4rem] items-center gap-x-4 py-1.5 hover:bg-well max-desk:grid-cols-[minmax(0,1fr)_fit-content(55%)] max-desk:gap-x-3"
            >
              <span className="text-ink-3 max-desk:order-3 max-desk:text-12">
                {formatMoment(locale, job.createdAt, timeZone, now)}
              </span>
              <span className="min-w-0">
                <span className="block truncate font-medium">{job.tool}</span>
                <span className="block truncate text-12 text-ink-3">{job.model}</span>
              </span>
              <span className="min-w-0 max-desk:order-4 max-desk:text-right max-desk:text-12 max-desk:text-ink-2">
                <span className="block truncate" title={job.person.email}>
                  {job.person.name}
                </span>
                <span className="block truncate text-12 text-ink-3 max-desk:hidden">{job.person.email}</span>
              </span>
              <span className="min-w-0 max-desk:text-right">
                <StateWord state={job.state} />
                <span className="block truncate text-12 text-ink-3">
                  {job.errorCode
                    ? failed(job.errorCode)
                    : job.startedAt && job.finishedAt
                      ? formatDuration(locale, Date.parse(job.finishedAt) - Date.parse(job.startedAt))
                      : null}
                </span>
              </span>
              <span className="text-right max-desk:hidden">
                <span className="sr-only">{t('price')} </span>
                {formatCredits(locale, job.price)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  )
}
