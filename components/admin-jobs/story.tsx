'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import type { FileFacts, JobStory } from '@/lib/admin/jobs-view'
import { formatBytes, formatCredits, formatInstant } from '@/lib/format'
import { JobActs } from './acts'
import { Attempts } from './attempts'
import { Money } from './money'
import { Facts, Part } from './part'
import { StateWord } from './state-word'

function Files({ files }: { files: readonly FileFacts[] }) {
  const t = useTranslations('admin-jobs.story')
  const locale = useLocale()
  if (files.length === 0) return <p className="text-ink-3">{t('noFiles')}</p>
  return (
    <ul className="tabular-nums">
      {files.map((file) => (
        <li key={file.id} className="[overflow-wrap:anywhere]">
          {file.name}{' '}
          <span className="text-ink-3">
            {file.mime}, {formatBytes(locale, file.bytes)}
          </span>
        </li>
      ))}
    </ul>
  )
}

const jobLink = (id: string) => (
  <Link key={id} href={`/admin/jobs/${id}`} className="measured mr-3 hover:underline">
    {id}
  </Link>
)

/** All that happened to a job: who asked for what, each attempt, each movement of money. */
export function Story({ job }: { job: JobStory }) {
  const t = useTranslations('admin-jobs.story')
  const failed = useTranslations('jobs.failed')
  const locale = useLocale()
  const timeZone = useZone()
  const at = (time: string | null) => time && formatInstant(locale, time, timeZone)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <StateWord state={job.state} />
        <JobActs key={job.state} id={job.id} state={job.state} />
      </div>
      <Facts
        facts={[
          [
            t('job'),
            <span key="id" className="measured">
              {job.id}
            </span>,
          ],
          [
            t('person'),
            <Link key="person" href={`/admin/jobs?person=${job.person.id}`} className="hover:underline">
              {job.person.name} <span className="text-ink-3">{job.person.email}</span>
            </Link>,
          ],
          [t('model'), job.model],
          [t('price'), formatCredits(locale, job.price)],
          [t('asked'), at(job.createdAt)],
          [t('begun'), at(job.startedAt)],
          [t('ended'), at(job.finishedAt)],
          [t('error'), job.errorCode && failed(job.errorCode)],
          [t('errorDetail'), job.errorDetail],
          [t('retryOf'), job.retryOf && jobLink(job.retryOf)],
          [t('retries'), job.retries.length > 0 ? job.retries.map(jobLink) : null],
        ]}
      />
      <Part title={t('attempts')}>
        <Attempts attempts={job.attempts} />
      </Part>
      <Part title={t('money')}>
        <Money lines={job.money} />
      </Part>
      <Part title={t('inputs')}>
        <Files files={job.inputs} />
      </Part>
      <Part title={t('outputs')}>
        <Files files={job.outputs} />
      </Part>
      <Part title={t('input')}>
        <pre className="measured overflow-auto whitespace-pre-wrap rounded-control bg-well p-3 [overflow-wrap:anywhere]">
          {JSON.stringify(job.input, null, 2)}
        </pre>
      </Part>
    </>
  )
}
