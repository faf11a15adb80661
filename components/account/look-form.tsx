'use client'

import { useLocale, useTranslations } from 'next-intl'
import { send } from '@/components/http/call'
import { useChooseLocale } from '@/components/layout/language-select'
import { themes } from '@/components/layout/theme'
import { useTheme } from '@/components/layout/theme-select'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { localeNames, locales } from '@/lib/locale'

/** Language and theme; both take effect at once. The language is also that of the person's mails. */
export function LookForm() {
  const t = useTranslations('settings.look')
  const common = useTranslations('frame')
  const chooseLocale = useChooseLocale()
  const [theme, chooseTheme] = useTheme()
  return (
    <div className="grid justify-items-start gap-4">
      <div className="w-full">
        <Select
          label={t('language')}
          options={locales.map((id) => ({ id, label: localeNames[id] }))}
          value={useLocale()}
          onChange={(id) => {
            const locale = locales.find((known) => known === id)
            if (!locale) return
            chooseLocale(locale)
            void send('PATCH', '/api/account', { locale })
          }}
        />
      </div>
      <Segmented
        label={common('theme')}
        segments={themes.map((id) => ({ id, label: common(`themes.${id}`) }))}
        value={theme}
        onChange={chooseTheme}
      />
    </div>
  )
}
