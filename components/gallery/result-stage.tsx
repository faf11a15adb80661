'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { getJob } from '@/components/jobs/requests'
import { useJobActions } from '@/components/jobs/use-job-actions'
import { useJobWords } from '@/components/jobs/use-job-words'
import { useCredits } from '@/components/jobs/use-jobs'
import { useCards } from '@/components/models/cards'
import { FileStage } from '@/components/stage/file-stage'
import { JobStage } from '@/components/stage/job-stage'
import { isShowable, PictureBox } from '@/components/stage/picture-box'
import { showOutput } from '@/components/stage/shown'
import { Waiting } from '@/components/stage/waiting'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import type { ResultView } from '@/lib/gallery/schema'
import type { CreditsView, JobView } from '@/lib/jobs/schema'

/** `of`: the result that was asked for, and the attempt; `job` null: it could not be read. */
type Answer = { of: string; job: JobView | null }

/** The job of a result that lies on its table; in the trash, and of a finished picture, there is none. */
function useJobOf({ jobId, trashedAt, file }: ResultView) {
  const asked = trashedAt ? null : jobId
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [attempt, setAttempt] = useState(0)
  const of = `${file.id} ${attempt}`
  useEffect(() => {
    if (!asked) return
    let isGone = false
    void getJob(asked).then((told) => {
      if (isGone) return
      if (told.ok) showOutput(asked, file.id)
      setAnswer({ of, job: told.ok ? told.value.job : null })
    })
    return () => {
      isGone = true
    }
  }, [asked, file.id, of])
  return { asked, answer: answer?.of === of ? answer : null, again: () => setAttempt(attempt + 1) }
}

export type ResultStageProps = {
  userId: string
  credits: CreditsView
  result: ResultView
  onJob: (job: JobView) => void
}

/** A result as its job's page shows it; by itself where its job does not. Fills its parent. */
export function ResultStage({ userId, credits, result, onJob }: ResultStageProps) {
  const t = useTranslations('gallery')
  const { models } = useCards()
  const wordsOf = useJobWords(models)
  const { available } = useCredits(userId, credits)
  const actions = useJobActions(onJob)
  const { asked, answer, again } = useJobOf(result)
  const { file, isCutout } = result

  if (asked && !answer) {
    return isShowable(file) ? (
      <div className="grid h-full min-h-60 p-12">
        <PictureBox picture={file} alt={file.name} />
      </div>
    ) : (
      <Waiting />
    )
  }
  const job = answer?.job
  if (job?.outputs.some(({ id }) => id === file.id)) {
    return (
      <JobStage
        job={job}
        words={wordsOf(job)}
        model={models.find(({ id }) => id === job.model)}
        available={available}
        clockOffset={0}
        actions={actions}
        hasLink
      />
    )
  }
  const isUnread = answer?.job === null
  return (
    <div className="flex h-full min-h-0 flex-col">
      {isUnread && (
        <Note kind="bad" role="alert" action={<Button onPress={again}>{t('again')}</Button>} className="m-4">
          {t('jobUnread')}
        </Note>
      )}
      <div className="min-h-0 flex-1">
        <FileStage key={file.id} file={file} name={file.name} isCutout={isCutout} />
      </div>
    </div>
  )
}
