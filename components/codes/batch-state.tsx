'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { BatchView } from '@/lib/admin/codes-view'
import { formatNumber } from '@/lib/format'

const tones = {
  new: 'text-mark-ink',
  open: 'text-ok',
  used: 'text-ink-3',
  expired: 'text-ink-3',
  canceled: 'text-bad',
} as const

/** How a batch stands, and how much of it is redeemed. */
export function BatchState({ batch }: { batch: BatchView }) {
  const t = useTranslations('codes')
  const locale = useLocale()
  const all = batch.count * batch.uses
  return (
    <span className="text-right tabular-nums">
      <span className={`block font-medium ${tones[batch.state]}`}>{t(`states.${batch.state}`)}</span>
      <span className="block whitespace-nowrap text-12 text-ink-3">
        {t('redeemedOf', { figure: formatNumber(locale, batch.redeemed), all: formatNumber(locale, all) })}
      </span>
    </span>
  )
}
