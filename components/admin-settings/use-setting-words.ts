'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type SettingValue, type ShownSetting, settingKinds } from '@/lib/admin/settings-schema'
import { formatCredits } from '@/lib/format'

const HOUR = 60
const DAY = 24 * HOUR

export const policies = ['open', 'invite', 'closed'] as const

/** A setting's value in words. */
export function useSettingWords() {
  const t = useTranslations('admin-settings')
  const locale = useLocale()
  /** Minutes in the largest unit that says them whole. */
  function span(minutes: number): string {
    if (minutes > 0 && minutes % DAY === 0) return t('days', { count: minutes / DAY })
    if (minutes > 0 && minutes % HOUR === 0) return t('hours', { count: minutes / HOUR })
    return t('minutes', { count: minutes })
  }
  return {
    value(name: ShownSetting, value: SettingValue): string {
      const policy = policies.find((known) => known === value)
      if (policy) return t(`policies.${policy}`)
      if (typeof value === 'boolean') return t(value ? 'on' : 'off')
      if (typeof value !== 'number') return t('forever')
      const kind = settingKinds[name]
      if (kind === 'credits') return t('credits', { count: value, figure: formatCredits(locale, value) })
      return kind === 'minutes' ? span(value) : t('days', { count: value })
    },
  }
}
