'use client'

import { Download, Info } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CompareView } from '@/components/compare/compare-view'
import type { Picture } from '@/components/compare/picture'
import { JobStatus } from '@/components/jobs/job-status'
import type { JobActions } from '@/components/jobs/use-job-actions'
import type { JobWords } from '@/components/jobs/use-job-words'
import { LinkButton } from '@/components/ui/link-button'
import type { ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import { formatPixels } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'
import { FailedStage } from './failed-stage'
import { PictureBox } from './picture-box'
import { RunningStage } from './running-stage'

export type JobStageProps = {
  job: JobView
  words: JobWords
  model: ModelView | undefined
  available: number
  clockOffset: number
  actions: JobActions
  /** To the job's own page; left out there. */
  hasLink?: boolean
}

const side = (file: FileView): Picture => ({
  url: file.url,
  width: file.width ?? 1,
  height: file.height ?? 1,
  previewUrl: file.previewUrl,
  placeholder: file.placeholder,
})

/** A job on the table: at work, failed, or before and after. Fills its parent, which has a height. */
export function JobStage({ job, words, model, available, clockOffset, actions, hasLink }: JobStageProps) {
  const t = useTranslations('stage')
  const [input] = job.inputs
  const [output] = job.outputs
  const shown = output ?? input
  const hasEndedBadly = job.status === 'failed' || job.status === 'canceled'
  return (
    <div className="grid h-full min-h-0 grid-rows-[48px_minmax(0,1fr)] max-desk:grid-rows-[minmax(0,1fr)_auto]">
      <div className="on-table flex min-w-0 items-center gap-3 px-6 max-desk:order-2 max-desk:flex-wrap max-desk:bg-ground max-desk:px-4 max-desk:py-3">
        <div className="flex min-w-0 flex-1 items-baseline gap-3 max-desk:block max-desk:basis-full">
          <h1 className="truncate font-strong text-13 tracking-normal max-desk:text-15">{words.name}</h1>
          {shown?.width && shown.height && (
            <span className="measured shrink-0 text-ink-3 max-desk:hidden">
              {formatPixels(shown.width, shown.height)}
            </span>
          )}
          <span className={job.status === 'done' ? 'desk:hidden' : 'hidden'}>
            <JobStatus job={job} words={words} clockOffset={clockOffset} />
          </span>
        </div>
        {hasLink && (
          <LinkButton href={`/jobs/${job.id}`} variant="quiet" className="max-desk:order-1">
            <Info aria-hidden size={16} strokeWidth={1.6} />
            {t('details')}
          </LinkButton>
        )}
        {output && (
          <LinkButton href={`${output.url}?download`} download variant="ink" className="max-desk:flex-1">
            <Download aria-hidden size={16} strokeWidth={1.6} />
            {t('download')}
          </LinkButton>
        )}
      </div>
      <div
        className={`min-h-0 max-desk:order-1 ${hasEndedBadly ? '' : 'max-desk:h-[calc(min(80vw,50dvh)+52px)]'}`}
      >
        <Body {...{ job, words, model, available, clockOffset, actions }} />
      </div>
    </div>
  )
}

function Body({ job, words, model, available, clockOffset, actions }: Omit<JobStageProps, 'hasLink'>) {
  const [input] = job.inputs
  const [output] = job.outputs
  if (job.status === 'failed' || job.status === 'canceled') {
    return <FailedStage {...{ job, words, model, available, actions }} />
  }
  if (job.status !== 'done') return <RunningStage {...{ job, words, clockOffset, actions }} />
  if (!output) return null
  if (!input) {
    return (
      <div className="on-table h-full px-6 py-2">
        <PictureBox picture={output} alt={words.name} />
      </div>
    )
  }
  return (
    <CompareView
      key={job.id}
      before={side(input)}
      after={side(output)}
      name={words.name}
      isCutout={model?.cutout ?? false}
    />
  )
}
