'use client'

import { Ban, CircleAlert, CircleHelp, Clock } from 'lucide-react'
import { formatClock } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'
import { useNow } from './ticker'
import { type JobWords, workedFor } from './use-job-words'

const sign = { 'aria-hidden': true, size: 13, strokeWidth: 1.6, className: 'shrink-0' } as const

/** Words and a clock that moves with the page's one timer. */
function Running({ job, words, clockOffset }: { job: JobView; words: JobWords; clockOffset: number }) {
  const elapsed = workedFor(job, useNow() + clockOffset) ?? 0
  return (
    <>
      <span className="truncate">{words.status(elapsed)}</span>
      <span className="shrink-0 tabular-nums" aria-hidden="true">
        · {formatClock(elapsed)}
      </span>
    </>
  )
}

export type JobStatusProps = { job: JobView; words: JobWords; clockOffset: number; className?: string }

/** The second line of a job: never by colour alone. */
export function JobStatus({ job, words, clockOffset, className = '' }: JobStatusProps) {
  const line = `flex min-w-0 items-center gap-1.5 text-12 max-desk:text-[13px] ${className}`
  if (job.status === 'running' || job.status === 'storing') {
    const isUncertain = job.stage === 'uncertain' && job.status === 'running'
    return (
      <span className={`${line} gap-[3px]! ${isUncertain ? 'text-ink-3' : 'text-mark-ink'}`}>
        {isUncertain && <CircleHelp {...sign} />}
        <Running job={job} words={words} clockOffset={clockOffset} />
      </span>
    )
  }
  const isBad = job.status === 'failed'
  return (
    <span className={`${line} ${isBad ? 'text-bad' : 'text-ink-3'}`}>
      {job.status === 'queued' && <Clock {...sign} />}
      {job.status === 'canceled' && <Ban {...sign} />}
      {isBad && <CircleAlert {...sign} />}
      <span className="truncate">
        {words.status(0)}
        {job.status === 'done' && words.took && ` · ${words.took}`}
      </span>
    </span>
  )
}
