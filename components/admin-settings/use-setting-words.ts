'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type SettingValue, type ShownSetting, settingKinds } from '@/lib/admin/settings-schema'
import { formatCredits } from '@/lib/format'

export const policies = ['open', 'invite', 'closed'] as const

/** A setting's value in words. */
export function useSettingWords() {
  const t = useTranslations('admin-settings')
  const locale = useLocale()
  return {
    value(name: ShownSetting, value: SettingValue): string {
      const policy = policies.find((known) => known === value)
      if (policy) return t(`policies.${policy}`)
      if (typeof value === 'boolean') return t(value ? 'on' : 'off')
      if (typeof value !== 'number') return t('forever')
      const kind = settingKinds[name]
      if (kind === 'credits') return t('credits', { count: value, figure: formatCredits(locale, value) })
      return kind === 'minutes' ? t('minutes', { count: value }) : t('days', { count: value })
    },
  }
}
