'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { Button } from '@/components/ui/button'
import type { RuleView } from '@/lib/admin/price-schema'
import { formatMoment } from '@/lib/format'
import { useRuleWords } from './price-words'

const tones: Record<RuleView['state'], string> = {
  coming: 'text-mark-ink',
  current: 'text-ok',
  past: 'text-ink-3',
  withdrawn: 'text-ink-3',
}

export type PriceRuleProps = { rule: RuleView; onEnd: () => void; onWithdraw: () => void }

/** One rule: for what, how much, from when on, whose and why. */
export function PriceRule({ rule, onEnd, onWithdraw }: PriceRuleProps) {
  const t = useTranslations('prices')
  const words = useRuleWords()
  const locale = useLocale()
  const zone = useZone()
  const moment = (at: string) => formatMoment(locale, at, zone, Date.now())
  const name = rule.title ?? t('allModels')
  const said = words(rule.rule, rule.model === null)
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-line border-b py-2.5 first:border-t">
      <span className="min-w-0">
        <span className="flex flex-wrap gap-x-3">
          <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
          <span className="tabular-nums">{said}</span>
        </span>
        <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">
          <span className={tones[rule.state]}>{t(`state.${rule.state}`)}</span>
          {` · ${t('since', { at: moment(rule.from) })} · ${rule.by}: ${rule.reason}`}
          {rule.withdrawn && ` · ${t('withdrawnBy', { by: rule.withdrawn.by })}: ${rule.withdrawn.reason}`}
        </span>
      </span>
      {rule.state === 'current' && (
        <Button variant="quiet" aria-label={t('endOf', { name })} onPress={onEnd}>
          {t('end')}
        </Button>
      )}
      {rule.state === 'coming' && (
        <Button variant="quiet" aria-label={t('withdrawOf', { name })} onPress={onWithdraw}>
          {t('withdraw')}
        </Button>
      )}
    </li>
  )
}
