'use client'

import { useLocale, useTranslations } from 'next-intl'
import { workedFor } from '@/components/jobs/use-job-words'
import type { ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import { formatBytes, formatCredits, formatDuration, formatPixels } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'

export type JobFactsProps = {
  job: JobView
  model: ModelView | undefined
  held?: number
  hasSettings?: boolean
}

/** What the model was asked beside the pictures themselves. */
function settingsOf(job: JobView, model: ModelView | undefined): string {
  const media = new Set(model?.inputs.map((input) => input.name))
  const others = Object.entries(job.input).filter(([name]) => !media.has(name))
  return others.map(([name, value]) => `${name}: ${String(value)}`).join(', ')
}

/** Model, sizes, time and price of a job, as far as they are known. */
export function JobFacts({ job, model, held = job.price, hasSettings }: JobFactsProps) {
  const t = useTranslations('stage')
  const locale = useLocale()
  const [input] = job.inputs
  const [output] = job.outputs
  const started = job.startedAt ? Date.parse(job.startedAt) : null
  const file = ({ mime, width, height, bytes }: FileView) => (
    <span className="measured">
      {mime.replace('image/', '').toUpperCase()}
      {width && height ? ` · ${formatPixels(width, height)}` : ''} · {formatBytes(locale, bytes)}
    </span>
  )
  const worked = job.finishedAt ? workedFor(job, 0) : null
  const amount = (credits: number) => t('credits', { count: credits, figure: formatCredits(locale, credits) })
  const line = 'contents *:first:text-ink-3 *:last:text-right'
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-12 leading-[18px] tabular-nums max-desk:text-[14px]">
      <div className={line}>
        <dt>{t('model')}</dt>
        <dd>{model?.title ?? job.model}</dd>
      </div>
      {hasSettings && (
        <div className={line}>
          <dt>{t('settings')}</dt>
          <dd>{settingsOf(job, model) || t('noSettings')}</dd>
        </div>
      )}
      {input && (
        <div className={line}>
          <dt>{t('original')}</dt>
          <dd>{file(input)}</dd>
        </div>
      )}
      {output && (
        <div className={line}>
          <dt>{t('result')}</dt>
          <dd>{file(output)}</dd>
        </div>
      )}
      {started !== null && worked !== null && (
        <div className={line}>
          <dt>{t('time')}</dt>
          <dd>
            {t('timeLine', {
              waiting: formatDuration(locale, started - Date.parse(job.createdAt)),
              working: formatDuration(locale, worked),
            })}
          </dd>
        </div>
      )}
      <div className={line}>
        <dt>{job.status === 'done' ? t('paid') : t('price')}</dt>
        <dd>
          {job.status === 'failed' || job.status === 'canceled' ? t('nothing') : amount(job.price)}
          {job.status === 'done' && held !== job.price && (
            <span className="text-ink-3"> {t('ofHeld', { figure: formatCredits(locale, held) })}</span>
          )}
        </dd>
      </div>
    </dl>
  )
}
