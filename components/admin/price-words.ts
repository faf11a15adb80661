'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { AskedRule } from '@/lib/admin/price-schema'
import { formatCredits, formatNumber } from '@/lib/format'

/** A rule in a few words: `×1.5`, `3 credits a run`, `as KIE`. */
export function useRuleWords() {
  const t = useTranslations('prices')
  const locale = useLocale()
  return (rule: AskedRule | null, isForAll: boolean) => {
    if (rule === null) return isForAll ? t('asKie') : t('asAll')
    if ('times' in rule) return t('times', { factor: formatNumber(locale, rule.times) })
    return t('fixed', { count: rule.credits, figure: formatCredits(locale, rule.credits) })
  }
}
