'use client'

import { Info } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { persistent } from '@/components/http/persistent'
import { JobStatus } from '@/components/jobs/job-status'
import type { JobActions } from '@/components/jobs/use-job-actions'
import type { JobWords } from '@/components/jobs/use-job-words'
import { ShareButton } from '@/components/share/share-button'
import { LinkButton } from '@/components/ui/link-button'
import type { ModelCard } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import type { FinishView } from '@/lib/finish/schema'
import type { JobView } from '@/lib/jobs/schema'
import { Download } from './download'
import { FileStage } from './file-stage'
import { PictureStage } from './picture-stage'
import { RunningStage } from './running-stage'
import { showOutput, useShown } from './shown'
import { measuresOf } from './use-file-facts'
import { Waiting } from './waiting'

/** What most jobs never show is fetched by those that do. */
const FailedStage = dynamic(
  persistent(() => import('./failed-stage').then((part) => part.FailedStage)),
  { loading: Waiting },
)
const Strip = dynamic(
  persistent(() => import('./strip').then((part) => part.Strip)),
  { loading: () => <div className="on-table h-18" /> },
)
const GoneStage = dynamic(
  persistent(() => import('./gone-stage').then((part) => part.GoneStage)),
  { loading: Waiting },
)

export type JobStageProps = {
  job: JobView
  words: JobWords
  model: ModelCard | undefined
  available: number
  clockOffset: number
  actions: JobActions
  /** To the job's own page; left out there. */
  hasLink?: boolean
  /** Finished versions that came with the page. */
  finishes?: readonly FinishView[] | undefined
}

/** A job on the table: at work, failed, or what came of it. Fills its parent, which has a height. */
export function JobStage({
  job,
  words,
  model,
  available,
  clockOffset,
  actions,
  hasLink,
  finishes,
}: JobStageProps) {
  const t = useTranslations('stage')
  const output = useShown(job)
  const [input] = job.inputs
  const shown = output ?? input
  const measures = shown ? measuresOf(shown) : ''
  const hasStrip = job.outputs.length > 1 && output
  return (
    <div className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[48px_minmax(0,1fr)_auto] max-desk:grid-rows-[auto_auto_auto]">
      <div className="on-table flex min-w-0 items-center gap-3 px-6 max-desk:order-3 max-desk:flex-wrap max-desk:bg-ground max-desk:px-4 max-desk:py-3">
        <div className="flex min-w-0 flex-1 items-baseline gap-3 max-desk:block max-desk:basis-full">
          <h1 className="truncate font-strong text-13 tracking-normal max-desk:text-15">{words.name}</h1>
          {measures && <span className="measured shrink-0 text-ink-3 max-desk:hidden">{measures}</span>}
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
        {output && <ShareButton items={job.outputs} className="max-desk:flex-1" />}
        {output && <Download files={job.outputs} shown={output} />}
      </div>
      <div className="min-h-0">
        <Body {...{ job, output, words, model, available, clockOffset, actions, finishes }} />
      </div>
      {hasStrip && (
        <Strip
          files={job.outputs}
          shown={output}
          onShow={(id) => showOutput(job.id, id)}
          isCutout={words.isCutout}
        />
      )}
    </div>
  )
}

type BodyProps = Omit<JobStageProps, 'hasLink'> & { output: FileView | undefined }

function Body({ job, output, words, model, available, clockOffset, actions, finishes }: BodyProps) {
  if (job.status === 'failed' || job.status === 'canceled') {
    return <FailedStage {...{ job, words, model, available, actions }} />
  }
  if (job.status !== 'done') return <RunningStage {...{ job, words, clockOffset, actions }} />
  if (!output) return <GoneStage gone={job.gone} />
  const isCutout = model?.cutout ?? false
  if (output.kind !== 'image')
    return <FileStage key={output.id} file={output} name={words.name} {...{ isCutout }} />
  return (
    <PictureStage
      key={job.id}
      job={job}
      shown={output}
      name={words.name}
      title={model?.title ?? job.model}
      isCutout={isCutout}
      finishes={finishes}
    />
  )
}
