'use client'

import { Frame, Layers, RotateCw, SlidersHorizontal } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { newKey } from '@/components/http/new-key'
import { persistent } from '@/components/http/persistent'
import { postJob } from '@/components/jobs/submit'
import type { JobActions } from '@/components/jobs/use-job-actions'
import { useCards } from '@/components/models/cards'
import { placeHref } from '@/components/models/place'
import { useModelView } from '@/components/models/views'
import { formatCredits } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'
import { NextStep } from './next-step'
import { QuickToolButton } from './quick-tool-button'
import { quickTools } from './quick-tools'
import { putRight } from './right'
import { useShown } from './shown'
import { useRunPrice } from './use-run-price'

const FinishEditor = dynamic(
  persistent(() => import('@/components/finish/editor').then((part) => part.FinishEditor)),
  { ssr: false },
)

export type NextStepsProps = {
  /** Done. */
  job: JobView
  available: number
  actions: JobActions
  /** A list, each step a row; else buttons beside each other, of which the less wanted ones are icons. */
  isList?: boolean
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

/** What may be done next: other tools on the result, the same once more, the same changed, the same picture elsewhere. */
export function NextSteps({ job, available, actions, isList }: NextStepsProps) {
  const t = useTranslations('stage')
  const locale = useLocale()
  const shown = useShown(job)
  const { models, status } = useCards()
  const card = models.find(({ id }) => id === job.model)
  const model = useModelView(job.model).value?.model ?? null
  const price = useRunPrice(model, job.input, job.inputs)
  const [isFinishing, setFinishing] = useState(false)
  if (!shown) return null
  const tools = shown.kind === 'image' ? quickTools.filter(({ id }) => id !== job.model) : []
  const first = isList ? 'row' : 'words'
  const second = isList ? 'row' : tools.length > 0 ? 'icon' : 'words'
  const picture = job.inputs.find(({ kind }) => kind === 'image')
  const isShort = price !== null && available < price.credits
  const figure = price && formatCredits(locale, price.credits)
  return (
    <div className={isList ? '-mx-2 flex flex-col' : 'flex w-full flex-wrap gap-2'}>
      {tools.map((tool) => (
        <QuickToolButton key={tool.id} tool={tool} picture={shown} look={first} {...{ available, actions }} />
      ))}
      {/* Where there is no room beside the tools, all of these stand below them. */}
      <div className={isList ? 'contents' : 'flex grow flex-wrap gap-2'}>
        {shown.kind === 'image' && (
          <NextStep
            look={second}
            icon={<Frame {...icon} />}
            words={t('finish')}
            price={t('free')}
            onPress={() => setFinishing(true)}
          />
        )}
        {isFinishing && (
          <FinishEditor
            file={shown}
            others={job.outputs.filter(({ id, kind }) => kind === 'image' && id !== shown.id)}
            onClose={() => setFinishing(false)}
            onDone={([first]) => first && putRight(first.of, first.file.id)}
          />
        )}
        {model?.offered !== false && (
          <NextStep
            look={second}
            icon={<RotateCw {...icon} />}
            words={t('runAgain')}
            price={figure && (price.exact ? figure : t('atMost', { figure }))}
            reason={isShort ? t('notEnough') : undefined}
            isDisabled={isShort}
            isPending={actions.pending === 'again'}
            onPress={() => {
              const key = newKey()
              const maxPrice = price?.credits
              actions.start('again', () => postJob({ model: job.model, input: job.input, key, maxPrice }))
            }}
          />
        )}
        <NextStep
          look={second}
          icon={<SlidersHorizontal {...icon} />}
          words={t('change')}
          href={placeHref({ group: 'all', model: job.model, job: job.id })}
        />
        {/* While the models are on their way all of them stand in for the group, so that nothing moves when they come. */}
        {picture && (card || status === 'loading') && (
          <NextStep
            look={isList ? 'row' : 'icon'}
            icon={<Layers {...icon} />}
            words={t('alsoWith')}
            href={placeHref({ group: card?.group ?? 'all', file: picture.id })}
          />
        )}
      </div>
    </div>
  )
}
