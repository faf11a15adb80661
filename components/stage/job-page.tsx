'use client'

import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { getJob } from '@/components/jobs/call'
import { JobStatus } from '@/components/jobs/job-status'
import { useJobActions } from '@/components/jobs/use-job-actions'
import { useJobWords } from '@/components/jobs/use-job-words'
import { useCredits, useJob } from '@/components/jobs/use-jobs'
import { Note } from '@/components/ui/note'
import type { ModelView } from '@/lib/catalog/view'
import type { CreditsView, JobView, ReceiptLine } from '@/lib/jobs/schema'
import { FollowOn } from './follow-on'
import { JobFacts } from './job-facts'
import { JobStage } from './job-stage'
import { Receipt } from './receipt'

export type JobPageProps = {
  userId: string
  initial: JobView
  initialReceipt: ReceiptLine[]
  credits: CreditsView
  models: readonly ModelView[]
}

/** The receipt as of this version of the job: money moves when the status does. */
function useReceipt(job: JobView, initial: JobView, initialReceipt: ReceiptLine[]): ReceiptLine[] {
  const [receipt, setReceipt] = useState({ version: initial.version, lines: initialReceipt })
  const { id, version } = job
  useEffect(() => {
    if (receipt.version >= version) return
    let gone = false
    void getJob(id).then((answer) => {
      if (!gone && answer.ok) setReceipt({ version: answer.value.job.version, lines: answer.value.receipt })
    })
    return () => {
      gone = true
    }
  }, [id, version, receipt.version])
  return receipt.lines
}

/** One job with everything that is known of it; live until it has ended. */
export function JobPage({ userId, initial, initialReceipt, credits, models }: JobPageProps) {
  const t = useTranslations('stage')
  const router = useRouter()
  const job = useJob(userId, initial)
  const { available } = useCredits(userId, credits)
  const open = useCallback((made: JobView) => router.push(`/jobs/${made.id}`), [router])
  const actions = useJobActions(open)
  const words = useJobWords(models)(job)
  const model = models.find((one) => one.id === job.model)
  const receipt = useReceipt(job, initial, initialReceipt)
  const held = receipt.find((line) => line.kind === 'hold')?.amount
  return (
    <div className="grid desk:absolute desk:inset-0 desk:grid-cols-[minmax(0,1fr)_320px] wide:grid-cols-[minmax(0,1fr)_344px]">
      <section aria-label={t('table')} className="on-table min-h-0 min-w-0">
        <JobStage {...{ job, words, model, available, actions }} clockOffset={0} />
      </section>
      <aside
        aria-label={t('details')}
        className="flex min-h-0 min-w-0 flex-col gap-6 overflow-auto border-line bg-panel p-4 desk:border-l"
      >
        <Link href="/studio" className="link flex items-center gap-2">
          <ArrowLeft aria-hidden size={16} strokeWidth={1.6} />
          {t('toStudio')}
        </Link>
        <div>
          <h2 className="truncate font-strong text-13 tracking-normal max-desk:text-15">
            {job.outputs[0]?.name ?? words.name}
          </h2>
          <span className="max-desk:hidden">
            <JobStatus job={job} words={words} clockOffset={0} />
          </span>
        </div>
        {actions.problem && (
          <Note kind="bad" role="alert">
            {actions.problem}
          </Note>
        )}
        <JobFacts job={job} model={model} held={held} hasSettings />
        <div>
          <h2 className="mb-1 font-strong text-13 tracking-normal max-desk:text-15">{t('receipt')}</h2>
          <Receipt lines={receipt} />
        </div>
        {job.retryOf && (
          <Link href={`/jobs/${job.retryOf}`} className="link text-12">
            {t('earlierTry')}
          </Link>
        )}
        {job.status === 'done' && (
          <div className="flex flex-wrap gap-2">
            <FollowOn job={job} models={models} available={available} actions={actions} />
          </div>
        )}
      </aside>
    </div>
  )
}
