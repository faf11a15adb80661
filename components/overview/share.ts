import type { Locale } from '@/lib/locale'

/** `98.7 %` of a share: rounded down, so that 100 % means all. */
export const formatShare = (locale: Locale, share: number) =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(
    Math.floor(share * 1_000) / 1_000,
  )
