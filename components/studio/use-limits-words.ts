'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { MediaLimits } from '@/lib/catalog/schema'
import { formatBytes, formatNumber } from '@/lib/format'

/** What a tool takes, in one line. */
export function useLimitsWords() {
  const t = useTranslations('studio')
  const locale = useLocale()
  return (limits: MediaLimits): string => {
    const size = formatBytes(locale, limits.maxFileBytes)
    const { minSidePx, maxSidePx } = limits
    return minSidePx && maxSidePx
      ? t('limitsSides', { size, min: formatNumber(locale, minSidePx), max: String(maxSidePx) })
      : t('limits', { size })
  }
}
