'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { MediaLimits } from '@/lib/catalog/schema'
import { wrongType } from '@/lib/files/limits'
import { formatBytes, formatNumber } from '@/lib/format'

/** What a field takes, in one line: `JPEG, PNG · up to 30 MB · sides 300 to 6000 px`. */
export function useLimitsWords() {
  const t = useTranslations('form.limits')
  const locale = useLocale()
  return (limits: MediaLimits): string => {
    const { minSidePx, maxSidePx, minSeconds, maxSeconds } = limits
    const seconds = (value: number) => formatNumber(locale, value)
    const range = (min: number | undefined, max: number | undefined, name: 'sides' | 'seconds') => {
      const words = (value: number) => (name === 'sides' ? String(value) : seconds(value))
      if (min !== undefined && max !== undefined)
        return t(`between.${name}`, { min: words(min), max: words(max) })
      if (min !== undefined) return t(`from.${name}`, { min: words(min) })
      return max === undefined ? null : t(`upTo.${name}`, { max: words(max) })
    }
    return [
      wrongType(limits.accept).values?.types,
      t('size', { size: formatBytes(locale, limits.maxFileBytes) }),
      range(minSidePx, maxSidePx, 'sides'),
      range(minSeconds, maxSeconds, 'seconds'),
    ]
      .filter(Boolean)
      .join(' · ')
  }
}
