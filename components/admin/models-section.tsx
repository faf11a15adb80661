'use client'

import dynamic from 'next/dynamic'
import { useCallback, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import type { PriceRules } from '@/lib/admin/price-schema'
import { CheckBar } from './check-bar'
import { FindingList } from './finding-list'
import { ModelList } from './model-list'
import { PriceRules as PriceRuleList } from './price-rules'
import { type CatalogueView, useCatalogue } from './use-catalogue'
import { usePrices } from './use-prices'

const PriceDialog = dynamic(
  persistent(() => import('./price-dialog').then((part) => part.PriceDialog)),
  { ssr: false },
)

export type ModelsSectionProps = { isSandbox: boolean; catalogue: CatalogueView; rules: PriceRules }

/** The models of this installation: what KIE has changed, what people pay, and which are offered. */
export function ModelsSection({ isSandbox, catalogue, rules }: ModelsSectionProps) {
  const { models, findings, check, load, askCheck, change, decide } = useCatalogue(catalogue)
  const prices = usePrices(rules)
  const [priced, setPriced] = useState<{ id: string | null; how?: 'none' } | null>(null)
  const onPrice = useCallback((id: string) => setPriced({ id }), [])
  const ofAll = prices.rules.standing.some((rule) => rule.model === null && rule.state === 'current')
  const model = models.find(({ id }) => id === priced?.id) ?? null
  return (
    <>
      <CheckBar check={check} open={findings.length} isSandbox={isSandbox} onAsk={askCheck} />
      <FindingList findings={findings} onDecide={decide} />
      <PriceRuleList prices={prices} onSet={(id, how) => setPriced(how ? { id, how } : { id })} />
      <ModelList models={models} onChange={change} onPrice={onPrice} />
      {priced && (priced.id === null || model) && (
        <PriceDialog
          model={model}
          hasRule={model ? model.hasRule : ofAll}
          {...(priced.how && { initial: priced.how })}
          onSaved={() => {
            void prices.load()
            void load()
          }}
          onClose={() => setPriced(null)}
        />
      )}
    </>
  )
}
