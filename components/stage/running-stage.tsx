'use client'

import { useTranslations } from 'next-intl'
import { JobStatus } from '@/components/jobs/job-status'
import type { JobActions } from '@/components/jobs/use-job-actions'
import type { JobWords } from '@/components/jobs/use-job-words'
import { Button } from '@/components/ui/button'
import type { JobView } from '@/lib/jobs/schema'
import { PictureBox } from './picture-box'

export type RunningStageProps = { job: JobView; words: JobWords; clockOffset: number; actions: JobActions }

/** The picture that is being worked on, and in words how far it is. */
export function RunningStage({ job, words, clockOffset, actions }: RunningStageProps) {
  const t = useTranslations('stage')
  const [input] = job.inputs
  return (
    <div className="on-table grid h-full min-h-0 grid-rows-[minmax(0,1fr)_52px]">
      <div className="min-h-0 px-6 py-2 max-desk:p-0">
        {input && <PictureBox picture={input} alt={words.name} />}
      </div>
      <div className="flex items-center justify-center gap-4 px-6 max-desk:px-4">
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
