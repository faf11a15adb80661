'use client'

import { Globe } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { keepCookie } from '@/components/layout/theme'
import { type Locale, localeCookie, localeNames, locales } from '@/lib/locale'

/** Changes the language at once and remembers it in this browser. */
export function useChooseLocale() {
  const router = useRouter()
  return (locale: Locale) => {
    keepCookie(localeCookie, locale)
    router.refresh()
  }
}

/** The system's own list under a quiet button: three languages, each by its own name. */
export function LanguageSelect() {
  const t = useTranslations('frame')
  const current = useLocale()
  const choose = useChooseLocale()
  return (
    <label className="relative inline-flex h-8 items-center gap-2 rounded-control px-3 font-medium text-ink-2 hover:bg-well hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-mark max-desk:h-11">
      <Globe aria-hidden size={16} strokeWidth={1.6} />
      <span aria-hidden="true">{localeNames[current]}</span>
      <select
        aria-label={t('language')}
        value={current}
        onChange={(event) => {
          const locale = locales.find((known) => known === event.currentTarget.value)
          if (locale) choose(locale)
        }}
        className="absolute inset-0 cursor-pointer appearance-none opacity-0"
      >
        {locales.map((locale) => (
          <option key={locale} value={locale} className="bg-panel text-ink">
            {localeNames[locale]}
          </option>
        ))}
      </select>
    </label>
  )
}
