'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { GridListItem } from 'react-aria-components/GridList'
import { FileThumb } from '@/components/stage/file-thumb'
import { KindSign } from '@/components/stage/kind-sign'
import { formatCredits, formatTime } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'
import { JobStatus } from './job-status'
import type { JobActions } from './use-job-actions'
import type { JobWords } from './use-job-words'
import { useZone } from './use-zone'

export type JobRowProps = {
  job: JobView
  words: JobWords
  clockOffset: number
  actions: JobActions
}

function RowButton({
  onPress,
  isPending,
  children,
}: {
  onPress: () => void
  isPending: boolean
  children: ReactNode
}) {
  return (
    <AriaButton
      onPress={onPress}
      isPending={isPending}
      className="-m-1 rounded-[4px] p-1 font-medium text-mark-ink hover:underline data-pending:text-ink-3"
    >
      {children}
    </AriaButton>
  )
}

/** Price above its state; a failed job offers to run again in the price's place, a waiting one to be cancelled. */
function Price({ job, actions, name }: { job: JobView; actions: JobActions; name: string }) {
  const t = useTranslations('jobs')
  const locale = useLocale()
  const timeZone = useZone()
  const credits = t('credits', { count: job.price, figure: formatCredits(locale, job.price) })
  const line = 'block text-ink-3 leading-4'
  if (job.status === 'failed') {
    return (
      <>
        <RowButton onPress={() => actions.retry(job)} isPending={actions.pending === `retry ${job.id}`}>
          {t('retry')} <span className="sr-only">{name}</span>
        </RowButton>
        <span className={line}>{t('nothingCharged')}</span>
      </>
    )
  }
  if (job.status === 'canceled') {
    return (
      <>
        {formatCredits(locale, 0)}
        <span className={line}>{t('givenBack')}</span>
      </>
    )
  }
  if (job.status === 'queued') {
    return (
      <>
        {credits}
        <span className={`${line} group-hover:hidden group-focus-within:hidden group-data-selected:hidden`}>
          {t('held')}
        </span>
        <span className="hidden leading-4 group-hover:block group-focus-within:block group-data-selected:block">
          <RowButton onPress={() => actions.cancel(job)} isPending={actions.pending === `cancel ${job.id}`}>
            {t('cancel')} <span className="sr-only">{name}</span>
          </RowButton>
        </span>
      </>
    )
  }
  return (
    <>
      {credits}
      <span className={line}>
        {job.status === 'done' ? formatTime(locale, job.finishedAt ?? job.createdAt, timeZone) : t('held')}
      </span>
    </>
  )
}

/** One job in the live list: thumb, name, what is going on, price. 56 px, on phones 64. */
export function JobRow({ job, words, clockOffset, actions }: JobRowProps) {
  const [input] = job.inputs
  const shown = job.outputs[0] ?? input
  const isMoving = job.status === 'running' || job.status === 'storing'
  return (
    <GridListItem
      id={job.id}
      textValue={`${words.name}, ${words.status(0)}`}
      className="group relative grid h-14 cursor-pointer grid-cols-[40px_minmax(0,1fr)_auto] items-center gap-x-3 px-4 outline-offset-[-2px] hover:bg-well data-selected:bg-mark-wash data-selected:before:absolute data-selected:before:inset-y-0 data-selected:before:left-0 data-selected:before:w-0.5 data-selected:before:bg-mark data-selected:before:content-[''] max-desk:h-16 max-desk:grid-cols-[48px_minmax(0,1fr)_auto]"
    >
      {shown ? (
        <FileThumb
          key={shown.id}
          file={shown}
          isWaiting={job.status === 'queued'}
          fit={words.isCutout ? 'contain' : 'cover'}
          className="size-10 max-desk:size-12"
        />
      ) : (
        <span className="grid size-10 place-items-center rounded-photo bg-well text-ink-3 max-desk:size-12">
          <KindSign kind={words.output} />
        </span>
      )}
      <span className="min-w-0">
        <span className="block truncate font-medium">{words.name}</span>
        <JobStatus job={job} words={words} clockOffset={clockOffset} />
      </span>
      <span className="text-right text-12 text-ink-2 tabular-nums leading-5 max-desk:text-[13px]">
        <Price job={job} actions={actions} name={words.name} />
      </span>
      {isMoving && <span aria-hidden="true" className="job-moving" />}
    </GridListItem>
  )
}
