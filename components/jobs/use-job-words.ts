'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { ModelCard } from '@/lib/catalog/view'
import { formatDuration, formatPixels } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'
import { firstWords, promptOf } from './prompt'

/** After this long it takes longer than usual (ms). */
const SLOW = { image: 90_000, audio: 90_000, text: 90_000, video: 600_000 }

const works = ['background', 'upscale', 'edit', 'image', 'video', 'audio', 'text'] as const
type Work = (typeof works)[number]

export type JobWords = {
  /** What the job is called: its file's name, else the first words of what was asked. */
  name: string
  /** One line: what is going on or what came of it. */
  status: (elapsed: number) => string
  /** What came of it has transparent parts and its thumb shows the subject alone. */
  isCutout: boolean
  /** What comes out of it. */
  output: ModelCard['output']
  /** How long the work took, or null while it runs. */
  took: string | null
}

/** A job's time at work (ms); null before it began. */
export function workedFor(job: JobView, serverNow: number): number | null {
  if (!job.startedAt) return null
  const end = job.finishedAt ? Date.parse(job.finishedAt) : serverNow
  return Math.max(0, end - Date.parse(job.startedAt))
}

/** What a model does: its group where that says it for pictures, else what comes out. */
function workOf(job: JobView, model: ModelCard | undefined): Work | undefined {
  const kind = job.outputs[0]?.kind ?? model?.output
  if (!model || kind !== 'image') return kind
  return works.find((work) => work === model.group) ?? kind
}

/** Says a job's state in plain words. `place` is its place in line. */
export function useJobWords(models: readonly ModelCard[]) {
  const t = useTranslations('jobs')
  const locale = useLocale()

  return useMemo(() => {
    function running(job: JobView, model: ModelCard | undefined, elapsed: number): string {
      if (job.stage === 'uncertain') return t('checking')
      if (job.stage === null) return t('sending')
      if (elapsed > SLOW[model?.output ?? 'image']) return t('slow')
      const work = workOf(job, model)
      return work ? t(`working.${work}`) : t('atWork')
    }

    function finished(job: JobView, model: ModelCard | undefined): string {
      const work = workOf(job, model)
      const [output] = job.outputs
      if (work === 'upscale' && output?.width && output.height) {
        return t('enlarged', { size: formatPixels(output.width, output.height) })
      }
      return work ? t(`finished.${work}`, { count: job.outputs.length }) : t('done')
    }

    return (job: JobView, place = 1): JobWords => {
      const model = models.find((one) => one.id === job.model)
      const worked = job.finishedAt ? workedFor(job, 0) : null
      const prompt = job.inputs.length === 0 ? promptOf(job.input) : null
      return {
        name: job.inputs[0]?.name ?? (prompt ? firstWords(prompt) : (model?.title ?? job.model)),
        isCutout: model?.cutout === true && job.outputs.length > 0,
        output: model?.output ?? 'image',
        took: worked === null ? null : formatDuration(locale, worked),
        status(elapsed) {
          switch (job.status) {
            case 'queued':
              return place === 1 ? t('next') : t('place', { place })
            case 'running':
              return running(job, model, elapsed)
            case 'storing':
              return t('saving')
            case 'done':
              return finished(job, model)
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
