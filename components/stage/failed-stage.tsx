'use client'

import { Ban, CircleAlert, RotateCw, SlidersHorizontal } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { JobActions } from '@/components/jobs/use-job-actions'
import type { JobWords } from '@/components/jobs/use-job-words'
import { placeHref } from '@/components/models/place'
import { useModelView } from '@/components/models/views'
import { Button } from '@/components/ui/button'
import { CropMarks } from '@/components/ui/crop-marks'
import { LinkButton } from '@/components/ui/link-button'
import type { ModelCard } from '@/lib/catalog/view'
import { formatCredits } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'
import { isShowable, PictureBox } from './picture-box'
import { PromptCard } from './prompt-card'
import { useRunPrice } from './use-run-price'

export type FailedStageProps = {
  job: JobView
  words: JobWords
  model: ModelCard | undefined
  /** Credits that may be spent. */
  available: number
  actions: JobActions
}

/** What happened, that it cost nothing, and what to do. Also for jobs that their person cancelled. */
export function FailedStage({ job, words, model, available, actions }: FailedStageProps) {
  const t = useTranslations('stage')
  const locale = useLocale()
  const view = useModelView(job.model).value?.model ?? null
  // Of today; what was held then, while it is not known.
  const price = useRunPrice(view, job.input, job.inputs)?.credits ?? job.price
  const picture = job.inputs.find(isShowable)
  const given = job.inputs.find(({ kind }) => kind === 'image')
  const isBad = job.status === 'failed'
  const isShort = available < price
  const Sign = isBad ? CircleAlert : Ban
  return (
    <div className="on-table grid h-full min-h-0 place-items-center overflow-auto p-6 max-desk:px-4 max-desk:py-6">
      <div className="grid w-full max-w-[840px] grid-cols-[minmax(0,300px)_minmax(0,1fr)] items-center gap-10 max-wide:grid-cols-1 max-wide:gap-6">
        {picture ? (
          <CropMarks isBad={isBad} className="aspect-[4/3] w-full max-w-[300px] p-3.5 max-desk:max-w-[200px]">
            <PictureBox picture={picture} alt={words.name} isDimmed />
          </CropMarks>
        ) : (
          <PromptCard job={job} words={words} isBad={isBad} />
        )}
        <div className="min-w-0">
          <h2 className="mb-1.5 flex items-start gap-2">
            <Sign
              aria-hidden
              size={20}
              strokeWidth={1.6}
              className={`mt-0.5 shrink-0 ${isBad ? 'text-bad' : 'text-ink-3'}`}
            />
            {words.status(0)}
          </h2>
          <p className="text-ink-2 text-pretty">{isBad ? job.error?.message : t('canceledText')}</p>
          <div className="mt-4 flex flex-wrap items-center gap-2">
            <Button
              variant="main"
              isDisabled={isShort}
              isPending={actions.pending !== null}
              onPress={() => actions.retry(job, price)}
              detail={t('credits', { count: price, figure: formatCredits(locale, price) })}
            >
              <RotateCw aria-hidden size={16} strokeWidth={1.6} />
              {t('tryAgain')}
            </Button>
            <LinkButton variant="quiet" href={placeHref({ group: 'all', model: job.model, job: job.id })}>
              <SlidersHorizontal aria-hidden size={16} strokeWidth={1.6} />
              {t('change')}
            </LinkButton>
            {given && model && (
              <LinkButton variant="quiet" href={placeHref({ group: model.group, file: given.id })}>
                {t('anotherModel')}
              </LinkButton>
            )}
          </div>
          {isShort && <p className="mt-2 text-12 text-warn">{t('notEnough')}</p>}
          {isBad && job.error && (
            <p className="measured mt-4 break-words text-ink-3">
              {job.error.code}
              {job.error.detail && ` · ${job.error.detail}`}
            </p>
          )}
        </div>
      </div>
    </div>
  )
}
