'use client'

import { useLocale } from 'next-intl'
import { typeLabels } from '@/lib/files/limits'
import type { FileView } from '@/lib/files/schema'
import { formatBytes, formatClock, formatPixels } from '@/lib/format'

/** `1280 × 720 · 0:08`: what can be measured on the table; empty for a text. */
export const measuresOf = ({ width, height, durationMs }: FileView): string =>
  [
    width && height ? formatPixels(width, height) : null,
    durationMs === null ? null : formatClock(Math.round(durationMs / 1_000) * 1_000),
  ]
    .filter((part) => part !== null)
    .join(' · ')

/** `PNG · 1000 × 800 · 412 kB`. */
export function useFileFacts() {
  const locale = useLocale()
  return (file: FileView): string =>
    [typeLabels[file.mime] ?? file.mime, measuresOf(file), formatBytes(locale, file.bytes)]
      .filter(Boolean)
      .join(' · ')
}
