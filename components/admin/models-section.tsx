'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { CheckBar } from './check-bar'
import { FindingList } from './finding-list'
import { ModelList } from './model-list'
import { PriceRules } from './price-rules'
import { useCatalogue } from './use-catalogue'
import { usePrices } from './use-prices'

const PriceDialog = dynamic(() => import('./price-dialog').then((part) => part.PriceDialog), { ssr: false })

/** The models of this installation: what KIE has changed, what people pay, and which are offered. */
export function ModelsSection({ isSandbox }: { isSandbox: boolean }) {
  const t = useTranslations('admin.models')
  const { models, findings, check, isLost, load, askCheck, change, decide } = useCatalogue()
  const prices = usePrices()
  const [priced, setPriced] = useState<{ id: string | null; how?: 'none' } | null>(null)
  const onPrice = useCallback((id: string) => setPriced({ id }), [])
  const ofAll =
    prices.rules?.standing.some((rule) => rule.model === null && rule.state === 'current') ?? false
  const model = models?.find(({ id }) => id === priced?.id) ?? null
  return (
    <>
      <CheckBar
        check={check}
        isLoading={models === null}
        open={findings.length}
        isSandbox={isSandbox}
        onAsk={askCheck}
      />
      {isLost && models === null && (
        <Note kind="bad" role="alert" action={<Button onPress={load}>{t('again')}</Button>}>
          {t('noAnswer')}
        </Note>
      )}
      <FindingList findings={findings} onDecide={decide} />
      <PriceRules prices={prices} onSet={(id, how) => setPriced(how ? { id, how } : { id })} />
      {models && <ModelList models={models} onChange={change} onPrice={onPrice} />}
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
