'use client'

import { useLocale } from 'next-intl'
import { formatBytes, formatClock, formatPixels } from '@/lib/format'
import type { MediaItem } from './media-item'

type Facts = Pick<MediaItem, 'width' | 'height' | 'durationMs' | 'bytes'>

/** `1920 × 1080 · 0:12 · 2.4 MB`, as far as it is known. */
export function useFactsWords() {
  const locale = useLocale()
  return ({ width, height, durationMs, bytes }: Facts): string =>
    [
      width && height ? formatPixels(width, height) : null,
      durationMs === null ? null : formatClock(durationMs),
      bytes === null ? null : formatBytes(locale, bytes),
    ]
      .filter((part) => part !== null)
      .join(' · ')
}
