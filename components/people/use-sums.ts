'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Granted } from '@/lib/admin/grants-schema'
import { formatCredits } from '@/lib/format'

const keys = {
  sums: { granted: 'sums.granted', taken: 'sums.taken', both: 'sums.both' },
  act: { granted: 'act.granted', taken: 'act.taken', both: 'act.both' },
  told: { granted: 'told.granted', taken: 'told.taken', both: 'told.both' },
} as const

/** What a file grants and takes, in words: before it is sent (`sums`), on the button (`act`) and afterwards (`told`). */
export function useSums() {
  const t = useTranslations('grants')
  const locale = useLocale()
  return (where: keyof typeof keys, { people, credits, taken }: Omit<Granted, 'file'>): string => {
    const kind = taken === 0 ? 'granted' : credits === 0 ? 'taken' : 'both'
    const [granted, back] = [formatCredits(locale, credits), formatCredits(locale, taken)]
    return t(keys[where][kind], { people, granted, taken: back })
  }
}
