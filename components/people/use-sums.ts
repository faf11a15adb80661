'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Granted } from '@/lib/admin/grants-schema'
import { formatCredits } from '@/lib/format'

/** What a file grants and takes, in words: before it is sent (`sums`), on the button (`act`) and afterwards (`told`). */
export function useSums() {
  const t = useTranslations('grants')
  const locale = useLocale()
  return (where: 'sums' | 'act' | 'told', { people, credits, taken }: Omit<Granted, 'file'>): string => {
    const kind = taken === 0 ? 'granted' : credits === 0 ? 'taken' : 'both'
    const [granted, back] = [formatCredits(locale, credits), formatCredits(locale, taken)]
    return t(`${where}.${kind}`, { people, granted, taken: back })
  }
}
