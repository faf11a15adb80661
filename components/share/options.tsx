'use client'

import { ChevronRight } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { Select } from '@/components/ui/select'
import { PasswordField, TextField } from '@/components/ui/text-field'
import { formatDate } from '@/lib/format'
import {
  SHARE_DAYS,
  SHARE_PASSWORD_MAX,
  SHARE_PASSWORD_MIN,
  SHARE_TITLE_MAX,
  SHARE_VIEWS_MAX,
} from '@/lib/share/bounds'
import { Option } from './option'
import type { AskedShare } from './share-call'

/** What a person set, as it stands in the fields. */
export type Wishes = {
  title: string
  /** Days, or `never`. */
  ends: string
  showsOriginal: boolean
  allowsDownload: boolean
  hasPassword: boolean
  password: string
  /** Empty: any number. */
  views: string
  showsSettings: boolean
}

export const firstWishes: Wishes = {
  title: '',
  ends: String(SHARE_DAYS),
  showsOriginal: true,
  allowsDownload: false,
  hasPassword: false,
  password: '',
  views: '',
  showsSettings: false,
}

export type Problems = { password: boolean; views: boolean }

export const problemsOf = ({ hasPassword, password, views }: Wishes): Problems => ({
  password: hasPassword && password.length < SHARE_PASSWORD_MIN,
  views:
    views.trim() !== '' &&
    !(/^\d{1,7}$/.test(views.trim()) && Number(views) >= 1 && Number(views) <= SHARE_VIEWS_MAX),
})

/** What the server is asked for. */
export const askedOf = (wishes: Wishes): AskedShare => ({
  title: wishes.title.trim() || null,
  expiresInDays: wishes.ends === 'never' ? null : Number(wishes.ends),
  password: wishes.hasPassword ? wishes.password : null,
  maxViews: wishes.views.trim() === '' ? null : Number(wishes.views),
  allowsDownload: wishes.allowsDownload,
  showsOriginal: wishes.showsOriginal,
  showsSettings: wishes.showsSettings,
})

const days = [1, 7, 30, 90, 365]
const DAY_MS = 86_400_000

export type OptionsProps = {
  wishes: Wishes
  /** Shown once the person has tried. */
  problems: Problems | null
  onChange: (change: Partial<Wishes>) => void
}

/** Everything that a link can be told. */
export function Options({ wishes, problems, onChange }: OptionsProps) {
  const t = useTranslations('share.dialog')
  const [locale, zone] = [useLocale(), useZone()]
  const now = Date.now()
  const endings = days.map((count) => ({
    id: String(count),
    label: t('endsAfter', { days: count, date: formatDate(locale, now + count * DAY_MS, zone, now) }),
  }))
  return (
    <>
      <TextField
        label={t('name')}
        aside={t('nameAside')}
        value={wishes.title}
        maxLength={SHARE_TITLE_MAX}
        autoComplete="off"
        onChange={(title) => onChange({ title })}
      />
      <div className="mt-4">
        <Select
          label={t('ends')}
          value={wishes.ends}
          options={[...endings, { id: 'never', label: t('endsNever') }]}
          onChange={(ends) => onChange({ ends })}
        />
      </div>
      <div className="mt-3">
        <Option
          label={t('originals')}
          hint={t('originalsHint')}
          isOn={wishes.showsOriginal}
          onChange={(showsOriginal) => onChange({ showsOriginal })}
        />
        <Option
          label={t('download')}
          hint={t('downloadHint')}
          isOn={wishes.allowsDownload}
          onChange={(allowsDownload) => onChange({ allowsDownload })}
        />
        <Option
          label={t('password')}
          isOn={wishes.hasPassword}
          onChange={(hasPassword) => onChange({ hasPassword })}
        />
        {wishes.hasPassword && (
          <div className="py-3">
            <PasswordField
              label={t('passwordField')}
              value={wishes.password}
              maxLength={SHARE_PASSWORD_MAX}
              autoComplete="new-password"
              error={problems?.password ? t('passwordShort', { min: SHARE_PASSWORD_MIN }) : null}
              onChange={(password) => onChange({ password })}
            />
          </div>
        )}
        <details className="group">
          <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 text-ink-2 [&::-webkit-details-marker]:hidden">
            <ChevronRight
              aria-hidden
              size={16}
              strokeWidth={1.6}
              className="transition-transform group-open:rotate-90"
            />
            {t('more')}
          </summary>
          <Option
            label={t('settings')}
            hint={t('settingsHint')}
            isOn={wishes.showsSettings}
            onChange={(showsSettings) => onChange({ showsSettings })}
          />
          <div className="pt-3 pb-4">
            <TextField
              label={t('views')}
              hint={t('viewsHint')}
              inputMode="numeric"
              value={wishes.views}
              autoComplete="off"
              error={problems?.views ? t('viewsWrong', { max: SHARE_VIEWS_MAX }) : null}
              onChange={(views) => onChange({ views })}
            />
          </div>
        </details>
      </div>
    </>
  )
}
