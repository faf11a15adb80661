'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { workedFor } from '@/components/jobs/use-job-words'
import type { ModelCard } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import { formatBytes, formatCredits, formatDuration } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'
import { useFileFacts } from './use-file-facts'

export type JobFactsProps = {
  job: JobView
  model: ModelCard | undefined
  /** Credits that were held at first; more than was paid where the price depended on what came out. */
  held?: number | undefined
  /** How long KIE itself worked (ms), where it is known. */
  kieMs?: number | null | undefined
}

/** Model, sizes, time and price of a job, as far as they are known. */
export function JobFacts({ job, model, held = job.price, kieMs }: JobFactsProps) {
  const t = useTranslations('stage')
  const locale = useLocale()
  const facts = useFileFacts()
  const started = job.startedAt ? Date.parse(job.startedAt) : null
  const worked = job.finishedAt ? workedFor(job, 0) : null
  const amount = (credits: number) => t('credits', { count: credits, figure: formatCredits(locale, credits) })
  const file = (one: FileView) => <span className="measured">{facts(one)}</span>
  const files = (all: readonly FileView[]): ReactNode => {
    const [first] = all
    if (first && all.length === 1) return file(first)
    const bytes = all.reduce((sum, one) => sum + one.bytes, 0)
    return (
      <>
        {t('files', { count: all.length })} · <span className="measured">{formatBytes(locale, bytes)}</span>
      </>
    )
  }
  const line = (label: string, value: ReactNode) => (
    <div className="contents *:first:text-ink-3 *:last:min-w-0 *:last:text-right">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-12 leading-[18px] tabular-nums max-desk:text-[14px]">
      {line(t('model'), model?.title ?? job.model)}
      {job.inputs.length > 0 &&
        line(job.inputs.length === 1 ? t('original') : t('originals'), files(job.inputs))}
      {job.outputs.length > 0 &&
        line(job.outputs.length === 1 ? t('result') : t('results'), files(job.outputs))}
      {started !== null &&
        worked !== null &&
        line(
          t('time'),
          t('timeLine', {
            waiting: formatDuration(locale, started - Date.parse(job.createdAt)),
            working: formatDuration(locale, worked),
          }),
        )}
      {kieMs ? line(t('atKie'), formatDuration(locale, kieMs)) : null}
      {line(job.status === 'done' ? t('paid') : t('price'), price())}
    </dl>
  )

  function price(): ReactNode {
    if (job.status === 'failed' || job.status === 'canceled') return t('nothing')
    if (job.status !== 'done') return t('mostHeld', { price: amount(job.price) })
    return (
      <>
        {amount(job.price)}
        {held !== job.price && (
          <span className="text-ink-3"> {t('ofHeld', { figure: formatCredits(locale, held) })}</span>
        )}
      </>
    )
  }
}
