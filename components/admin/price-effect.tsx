'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { AskedRule, Effect } from '@/lib/admin/price-schema'
import { subtractCredits } from '@/lib/credits/amount'
import { formatChange, formatCredits } from '@/lib/format'
import { getEffect } from './use-prices'

/** How long typing rests before it is asked for (ms). */
const REST_MS = 250
/** Models that are named; the rest is in the sum. */
const SHOWN = 5

/** What a rule would have meant for the last jobs: paid, what it would have been, and the difference. */
export function PriceEffect({ model, rule }: { model: string | null; rule: AskedRule }) {
  const t = useTranslations('prices.effect')
  const locale = useLocale()
  const [effect, setEffect] = useState<Effect | 'failed' | null>(null)
  useEffect(() => {
    const own = new AbortController()
    const timer = setTimeout(async () => {
      const answer = await getEffect(model, rule, own.signal)
      if (!own.signal.aborted) setEffect(answer.ok ? answer.value : 'failed')
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      own.abort()
    }
  }, [model, rule])

  if (effect === 'failed') return <p role="status">{t('failed')}</p>
  if (effect === null || effect.jobs === 0) {
    return (
      <p role="status" className="min-h-10 text-ink-3">
        {effect ? t('none') : t('counting')}
      </p>
    )
  }
  const cell = 'py-1 text-right tabular-nums'
  const row = (name: string, { paid, would }: Pick<Effect, 'paid' | 'would'>) => (
    <tr key={name} className="border-line border-t last:font-medium">
      <th scope="row" className="max-w-40 truncate py-1 text-left font-normal" title={name}>
        {name}
      </th>
      <td className={cell}>{formatCredits(locale, paid)}</td>
      <td className={cell}>{formatCredits(locale, would)}</td>
      <td className={cell}>{formatChange(locale, subtractCredits(would, paid))}</td>
    </tr>
  )
  return (
    <table className="w-full text-13">
      <caption className="pb-1 text-left text-12 text-ink-3">{t('title', { count: effect.jobs })}</caption>
      <thead className="text-12 text-ink-3">
        <tr>
          <th scope="col" className="text-left font-normal">
            {t('model')}
          </th>
          <th scope="col" className="text-right font-normal">
            {t('paid')}
          </th>
          <th scope="col" className="text-right font-normal">
            {t('would')}
          </th>
          <th scope="col" className="text-right font-normal">
            {t('change')}
          </th>
        </tr>
      </thead>
      <tbody>
        {effect.models.slice(0, SHOWN).map((one) => row(one.title, one))}
        {row(t('all', { count: effect.models.length }), effect)}
      </tbody>
    </table>
  )
}
