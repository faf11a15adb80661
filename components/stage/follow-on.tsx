'use client'

import { Scaling, Scissors } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { newKey } from '@/components/jobs/new-key'
import type { JobActions } from '@/components/jobs/use-job-actions'
import { Button } from '@/components/ui/button'
import { submitJob } from '@/components/upload/run'
import type { ModelView } from '@/lib/catalog/view'
import { pictureProblems } from '@/lib/files/limits'
import { formatCredits } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'

const icons = { 'background-removal': Scissors, upscale: Scaling }

export type FollowOnProps = {
  job: JobView
  models: readonly ModelView[]
  available: number
  actions: JobActions
}

/** The other tools, for a result as it is: no second upload. */
export function FollowOn({ job, models, available, actions }: FollowOnProps) {
  const t = useTranslations('stage')
  const locale = useLocale()
  const [output] = job.outputs
  if (!output) return null
  const others = models.filter((model) => model.id !== job.model)
  return others.map((model) => {
    const limits = model.inputs[0]?.limits
    const fits = limits && pictureProblems(limits, output) === null
    const price = model.price.credits
    const name = `follow ${model.id}`
    const Icon = icons[model.task]
    return (
      <Button
        key={model.id}
        isDisabled={!fits || available < price}
        isPending={actions.pending === name}
        detail={formatCredits(locale, price)}
        className="flex-1"
        onPress={() => {
          const ask = { model: model.id, key: newKey(), batchId: null, credits: price }
          actions.start(name, () => submitJob(output.id, ask))
        }}
      >
        <Icon aria-hidden size={16} strokeWidth={1.6} />
        {t(`followOn.${model.task}`)}
      </Button>
    )
  })
}
