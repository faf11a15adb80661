'use client'

import { SunMoon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { chooseTheme, readTheme, type Theme, themes } from '@/components/layout/theme'

/** The choice as this browser keeps it; `system` until the page lives, for the server cannot know. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>('system')
  useEffect(() => setTheme(readTheme()), [])
  const choose = (next: Theme) => {
    chooseTheme(next)
    setTheme(next)
  }
  return [theme, choose]
}

/** System, light or dark: the system's own list under a quiet button. */
export function ThemeSelect() {
  const t = useTranslations('frame')
  const [theme, choose] = useTheme()
  return (
    <label className="relative inline-flex h-8 items-center gap-2 rounded-control px-3 font-medium text-ink-2 hover:bg-well hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-mark max-desk:h-11">
      <SunMoon aria-hidden size={16} strokeWidth={1.6} />
      <span aria-hidden="true">{t('theme')}</span>
      <select
        aria-label={t('theme')}
        value={theme}
        onChange={(event) => {
          const next = themes.find((known) => known === event.currentTarget.value)
          if (next) choose(next)
        }}
        className="absolute inset-0 cursor-pointer appearance-none opacity-0"
      >
        {themes.map((known) => (
          <option key={known} value={known} className="bg-panel text-ink">
            {t(`themes.${known}`)}
          </option>
        ))}
      </select>
    </label>
  )
}
