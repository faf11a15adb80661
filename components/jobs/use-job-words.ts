'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { ModelView } from '@/lib/catalog/view'
import { formatDuration, formatPixels } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'

/** After this long a picture takes longer than usual (ms). */
const SLOW = 90_000

const tasks = ['background-removal', 'upscale'] as const
type Task = (typeof tasks)[number]

export type JobWords = {
  /** What the job is called: its picture's name. */
  name: string
  /** One line: what is going on or what came of it. */
  status: (elapsed: number) => string
  /** What came of it has transparent parts and its thumb shows the subject alone. */
  isCutout: boolean
  /** How long the work took, or null while it runs. */
  took: string | null
}

/** A job's time at work (ms); null before it began. */
export function workedFor(job: JobView, serverNow: number): number | null {
  if (!job.startedAt) return null
  const end = job.finishedAt ? Date.parse(job.finishedAt) : serverNow
  return Math.max(0, end - Date.parse(job.startedAt))
}

/** Says a job's state in plain words. `place` is its place in line. */
export function useJobWords(models: readonly ModelView[]) {
  const t = useTranslations('jobs')
  const locale = useLocale()

  return useMemo(() => {
    function running(job: JobView, task: Task | undefined, elapsed: number): string {
      if (job.stage === 'uncertain') return t('checking')
      if (job.stage === null) return t('sending')
      if (elapsed > SLOW) return t('slow')
      return task ? t(`working.${task}`) : t('atWork')
    }

    function finished(job: JobView, task: Task | undefined): string {
      const [output] = job.outputs
      if (task === 'upscale' && output?.width && output.height) {
        return t('enlarged', { size: formatPixels(output.width, output.height) })
      }
      return task ? t(`finished.${task}`) : t('done')
    }

    return (job: JobView, place = 1): JobWords => {
      const model = models.find((one) => one.id === job.model)
      const task = tasks.find((known) => known === model?.task)
      const worked = job.finishedAt ? workedFor(job, 0) : null
      return {
        name: job.inputs[0]?.name ?? t('untitled'),
        isCutout: model?.cutout === true && job.outputs.length > 0,
        took: worked === null ? null : formatDuration(locale, worked),
        status(elapsed) {
          switch (job.status) {
            case 'queued':
              return place === 1 ? t('next') : t('place', { place })
            case 'running':
              return running(job, task, elapsed)
            case 'storing':
              return t('saving')
            case 'done':
              return finished(job, task)
            case 'canceled':
              return t('canceled')
            case 'failed':
              return t(`failed.${job.error?.code ?? 'generation_failed'}`)
          }
        },
      }
    }
  }, [t, locale, models])
}
