'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Granted } from '@/lib/admin/grants-schema'
import { formatCredits } from '@/lib/format'

/** What a file grants and takes, in words: `before` and `after` it is sent, and on the button (`act`). */
export function useSums() {
  const t = useTranslations('grants.sums')
  const locale = useLocale()
  return ({ people, credits, taken }: Omit<Granted, 'file'>) => {
    const kind = taken === 0 ? 'granted' : credits === 0 ? 'taken' : 'both'
    const gaps = { people, granted: formatCredits(locale, credits), taken: formatCredits(locale, taken) }
    return {
      before: t(`before.${kind}`, gaps),
      act: t(`act.${kind}`, gaps),
      after: t(`after.${kind}`, gaps),
    }
  }
}
