'use client'

import { useTranslations } from 'next-intl'
import { JobStatus } from '@/components/jobs/job-status'
import type { JobActions } from '@/components/jobs/use-job-actions'
import type { JobWords } from '@/components/jobs/use-job-words'
import { Button } from '@/components/ui/button'
import type { JobView } from '@/lib/jobs/schema'
import { isShowable, PictureBox } from './picture-box'
import { PromptCard } from './prompt-card'

export type RunningStageProps = { job: JobView; words: JobWords; clockOffset: number; actions: JobActions }

/** What is being worked on, and in words how far it is. */
export function RunningStage({ job, words, clockOffset, actions }: RunningStageProps) {
  const t = useTranslations('stage')
  const picture = job.inputs.find(isShowable)
  return (
    <div className="on-table grid h-full min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_52px] max-desk:grid-rows-[min(80vw,50dvh)_52px]">
      <div className="min-h-0 px-6 py-2 max-desk:p-0">
        {picture ? <PictureBox picture={picture} alt={words.name} /> : <PromptCard job={job} words={words} />}
      </div>
      <div className="flex min-w-0 items-center justify-center gap-4 px-6 max-desk:px-4">
        <JobStatus job={job} words={words} clockOffset={clockOffset} className="text-13!" />
        {job.status === 'queued' && (
          <Button isPending={actions.pending !== null} onPress={() => actions.cancel(job)}>
            {t('cancel')}
          </Button>
        )}
      </div>
    </div>
  )
}
