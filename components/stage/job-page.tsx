'use client'

import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { addVersions } from '@/components/finish/versions'
import { VersionsList } from '@/components/finish/versions-list'
import { call } from '@/components/http/call'
import { JobStatus } from '@/components/jobs/job-status'
import { useJobActions } from '@/components/jobs/use-job-actions'
import { useJobWords } from '@/components/jobs/use-job-words'
import { useCredits, useJob } from '@/components/jobs/use-jobs'
import { useModelView } from '@/components/models/views'
import { Note } from '@/components/ui/note'
import type { ModelCard } from '@/lib/catalog/view'
import type { FinishView } from '@/lib/finish/schema'
import type { CreditsView, JobView, ReceiptLine } from '@/lib/jobs/schema'
import { FollowOn } from './follow-on'
import { JobFacts } from './job-facts'
import { JobStage } from './job-stage'
import { Receipt } from './receipt'
import { settingsOf } from './settings'
import { SettingsList } from './settings-list'
import { useShown } from './shown'

type Told = {
  receipt: ReceiptLine[]
  /** How long KIE itself worked; null while that is not known. */
  kieMs: number | null
  /** The finished versions of its results. */
  finishes: FinishView[]
}

export type JobPageProps = {
  userId: string
  initial: JobView
  initialTold: Told
  credits: CreditsView
  /** The job's own model; none if it is gone. */
  models: readonly ModelCard[]
}

/** Receipt and KIE's time as of this version of the job: money moves when the status does. */
function useTold({ id, version }: JobView, initial: Told & { version: number }): Told {
  const [told, setTold] = useState(initial)
  useEffect(() => {
    if (told.version >= version) return
    let gone = false
    void call<Told & { job: JobView }>(`/api/jobs/${id}`).then((answer) => {
      if (!gone && answer.ok) setTold({ ...answer.value, version: answer.value.job.version })
    })
    return () => {
      gone = true
    }
  }, [id, version, told.version])
  const { finishes } = told
  useEffect(() => addVersions(finishes), [finishes])
  return told
}

/** One job with everything that is known of it; live until it has ended. */
export function JobPage({ userId, initial, initialTold, credits, models }: JobPageProps) {
  const t = useTranslations('stage')
  const router = useRouter()
  const job = useJob(userId, initial)
  const { available } = useCredits(userId, credits)
  const open = useCallback((made: JobView) => router.push(`/jobs/${made.id}`), [router])
  const actions = useJobActions(open)
  const shown = useShown(job)
  const words = useJobWords(models)(job)
  const model = models.find((one) => one.id === job.model)
  const { receipt, kieMs, finishes } = useTold(job, { ...initialTold, version: initial.version })
  const view = useModelView(job.model)
  // Until the model's words are here nothing is listed: names would turn into labels under the reader's eyes.
  const all = view.status === 'loading' ? [] : settingsOf(job, view.value?.model ?? null)
  // One file and nothing else has been named already.
  const settings = all.length === 1 && all[0]?.kind === 'files' && job.inputs.length === 1 ? [] : all
  const held = receipt.find((line) => line.kind === 'hold')?.amount
  return (
    <div className="grid desk:absolute desk:inset-0 desk:grid-cols-[minmax(0,1fr)_320px] wide:grid-cols-[minmax(0,1fr)_344px]">
      <section aria-label={t('table')} className="on-table min-h-0 min-w-0">
        <JobStage {...{ job, words, model, available, actions, finishes }} clockOffset={0} />
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
            {shown?.name ?? words.name}
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
        <JobFacts job={job} model={model} held={held} kieMs={kieMs} />
        {job.status === 'done' && <FollowOn job={job} available={available} actions={actions} isList />}
        {shown && <VersionsList fileId={shown.id} brought={finishes} />}
        <div>
          <h2 className="mb-1 font-strong text-13 tracking-normal max-desk:text-15">{t('receipt')}</h2>
          <Receipt lines={receipt} />
        </div>
        {job.retryOf && (
          <Link href={`/jobs/${job.retryOf}`} className="link text-12">
            {t('earlierTry')}
          </Link>
        )}
        {/* Last, because its words are fetched: nothing below it can move. */}
        {settings.length > 0 && (
          <div>
            <h2 className="mb-1 font-strong text-13 tracking-normal max-desk:text-15">{t('settings')}</h2>
            <SettingsList settings={settings} />
          </div>
        )}
      </aside>
    </div>
  )
}
