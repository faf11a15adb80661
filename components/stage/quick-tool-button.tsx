'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { newKey } from '@/components/http/new-key'
import { postJob } from '@/components/jobs/submit'
import type { JobActions } from '@/components/jobs/use-job-actions'
import { useModelView } from '@/components/models/views'
import { mediaProblem } from '@/lib/files/limits'
import type { FileView } from '@/lib/files/schema'
import { formatCredits } from '@/lib/format'

import { NextStep, type StepLook } from './next-step'
import type { QuickTool } from './quick-tools'
import { useRunPrice } from './use-run-price'

export type QuickToolButtonProps = {
  tool: QuickTool
  /** A result, as it lies on the server: no second upload. */
  picture: FileView
  available: number
  actions: JobActions
  look: StepLook
}

/** Starts another tool on a picture that is here already. */
export function QuickToolButton({ tool, picture, available, actions, look }: QuickToolButtonProps) {
  const t = useTranslations('stage')
  const sentences = useTranslations('errors.fields')
  const locale = useLocale()
  const { value, status } = useModelView(tool.id)
  const model = value?.model ?? null
  const field = model?.fields.find(({ type }) => type === 'image')
  const name = field?.name
  const input = useMemo(() => (name ? { [name]: picture.id } : {}), [name, picture.id])
  const files = useMemo(() => [picture], [picture])
  const price = useRunPrice(model, input, files)
  if (status === 'gone' || model?.offered === false) return null
  const problem = field?.limits ? mediaProblem(field.limits, picture) : null
  const isShort = price !== null && available < price.credits
  const { Icon } = tool
  return (
    <NextStep
      look={look}
      icon={<Icon aria-hidden size={16} strokeWidth={1.6} />}
      words={t(`followOn.${tool.word}`)}
      price={price && formatCredits(locale, price.credits)}
      reason={problem ? sentences(problem.key, problem.values) : isShort ? t('notEnough') : undefined}
      isDisabled={problem !== null || !price || isShort}
      isPending={actions.pending === `follow ${tool.id}`}
      onPress={() => {
        const key = newKey()
        actions.start(`follow ${tool.id}`, () =>
          postJob({ model: tool.id, input, key, maxPrice: price?.credits }),
        )
      }}
    />
  )
}
