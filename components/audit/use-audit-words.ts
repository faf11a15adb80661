'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useSettingWords } from '@/components/admin-settings/use-setting-words'
import { useZone } from '@/components/jobs/use-zone'
import type { AuditLine } from '@/lib/admin/audit-view'
import { type SettingValue, type ShownSetting, settingKinds } from '@/lib/admin/settings-schema'
import { formatMoment, formatNumber } from '@/lib/format'
import { nameIn } from './changed'
import { parts } from './parts'

/** Stands for nothing. */
const NOTHING = '–'
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const roles = ['user', 'admin'] as const

const isSetting = (name: string): name is ShownSetting => Object.hasOwn(settingKinds, name)

/** One line of the audit in words: what it was done to, and what its parts were and are. */
export function useAuditWords({ subject, action, detail, names }: AuditLine, now: number) {
  const t = useTranslations('audit')
  const settings = useTranslations('admin-settings')
  const roleWords = useTranslations('admin.roles')
  const invitations = useTranslations('admin.invitations')
  const locale = useLocale()
  const zone = useZone()
  const setting = useSettingWords()
  const changedSetting = action === 'setting.changed' && subject && isSetting(subject.id) ? subject.id : null

  function part(name: string): string {
    const known = parts.find((one) => one === name)
    return known ? t(`parts.${known}`) : name
  }
  function value(one: unknown): string {
    if (changedSetting) return setting.value(changedSetting, one as SettingValue)
    if (one === null || one === undefined) return NOTHING
    if (typeof one === 'boolean') return t(one ? 'yes' : 'no')
    if (typeof one === 'number') return formatNumber(locale, one)
    if (Array.isArray(one)) return one.map(value).join(', ')
    if (typeof one !== 'string') return JSON.stringify(one)
    if (INSTANT.test(one)) return formatMoment(locale, one, zone, now)
    const role = roles.find((known) => known === one)
    return role ? roleWords(role) : (names[one] ?? one)
  }
  const whom = (): string | null => {
    if (!subject) return null
    if (changedSetting) return settings(`names.${changedSetting}`)
    const name = subject.name ?? nameIn(detail)
    if (name !== null) return name
    if (action.startsWith('invitation.')) return invitations('anyone')
    return subject.id === '*' ? t('allModels') : subject.id
  }
  return { part, value, whom: whom() }
}
