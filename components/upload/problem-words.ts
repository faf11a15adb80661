'use client'

import { useTranslations } from 'next-intl'
import type { TrayItem } from './tray'

/** What `mediaProblem` and the browser's own check can find. */
const problems = [
  'file_type',
  'file_empty',
  'file_too_large',
  'file_broken',
  'file_pixels',
  'file_sides_min',
  'file_sides_max',
] as const

const known = (item: TrayItem) => problems.find((key) => key === item.problem?.key)

/** Two words below a tile and a full sentence above the run button, for a picture that is left out. */
export function useProblemWords() {
  const t = useTranslations('studio')
  const sentences = useTranslations('errors.fields')
  return {
    short(item: TrayItem): string {
      const key = known(item)
      if (key) return t(`short.${key}`)
      return item.error?.message ? t('refused') : t('brokeOff')
    },
    sentence(item: TrayItem): string {
      const key = known(item)
      if (key) return sentences(key, item.problem?.values)
      const said = item.error?.message || item.runError?.message
      return said || t('noAnswer')
    },
  }
}
