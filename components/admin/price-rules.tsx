'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import type { RuleView } from '@/lib/admin/price-schema'
import { PriceRule } from './price-rule'
import { ReasonDialog } from './reason-dialog'
import type { Prices } from './use-prices'

export type PriceRulesProps = {
  prices: Prices
  /** Of a model, or (null) of all. */
  onSet: (model: string | null, how?: 'none') => void
}

/** What people pay of KIE's prices: the rules that count and will, and those that did. */
export function PriceRules({ prices, onSet }: PriceRulesProps) {
  const t = useTranslations('prices')
  const [isPastShown, setPastShown] = useState(false)
  const [withdrawn, setWithdrawn] = useState<RuleView | null>(null)
  const { rules, isLost } = prices
  const lines = (list: readonly RuleView[]) => (
    <ul>
      {list.map((rule) => (
        <PriceRule
          key={rule.id}
          rule={rule}
          onEnd={() => onSet(rule.model, 'none')}
          onWithdraw={() => setWithdrawn(rule)}
        />
      ))}
    </ul>
  )
  return (
    <section aria-labelledby="price-rules" className="mt-8">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
        <h2 id="price-rules">{t('title')}</h2>
        <Button onPress={() => onSet(null)}>{t('setAll')}</Button>
      </div>
      {rules.standing.length === 0 && (
        <p className="border-line border-y py-4 text-ink-2 text-pretty">{t('empty')}</p>
      )}
      {lines(rules.standing)}
      {isLost && (
        <Note kind="bad" role="alert" action={<Button onPress={prices.load}>{t('again')}</Button>}>
          {t('lost')}
        </Note>
      )}
      {rules.past.length > 0 && !isPastShown && (
        <Button variant="quiet" className="mt-2" onPress={() => setPastShown(true)}>
          {t('showPast')}
        </Button>
      )}
      {isPastShown && (
        <>
          <h3 className="mt-5 mb-1 text-12 text-ink-3">{t('pastTitle')}</h3>
          {lines(rules.past)}
          {rules.next !== null && (
            <Button variant="quiet" className="mt-2" onPress={prices.more}>
              {t('more')}
            </Button>
          )}
        </>
      )}
      {withdrawn && (
        <ReasonDialog
          title={t('withdrawTitle')}
          action={t('withdraw')}
          isBad
          onSubmit={(reason) => prices.withdraw(withdrawn.id, reason)}
          onClose={() => setWithdrawn(null)}
        >
          {t('withdrawText')}
        </ReasonDialog>
      )}
    </section>
  )
}
