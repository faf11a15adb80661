'use client'

import { Keyboard, LogOut, Settings } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useChooseLocale } from '@/components/layout/language-select'
import { signOut } from '@/components/layout/sign-out'
import { themes } from '@/components/layout/theme'
import { useTheme } from '@/components/layout/theme-select'
import { IconButton } from '@/components/ui/button'
import { Menu, MenuGroup, MenuItem, MenuLine } from '@/components/ui/menu'
import { localeNames, locales } from '@/lib/locale'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

/** Two letters for a name: of the first and the last word. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

export type AccountMenuProps = { name: string; email: string; onShortcuts: () => void }

export function AccountMenu({ name, email, onShortcuts }: AccountMenuProps) {
  const t = useTranslations('common')
  const router = useRouter()
  const locale = useLocale()
  const chooseLocale = useChooseLocale()
  const [theme, chooseTheme] = useTheme()
  return (
    <Menu
      label={t('account.title')}
      trigger={
        <IconButton aria-label={t('account.open', { name })}>
          <span className="grid size-7 place-items-center rounded-pill bg-press font-medium text-11 text-ink-2 max-desk:size-8">
            {initials(name || email)}
          </span>
        </IconButton>
      }
    >
      <MenuItem
        id="settings"
        text={t('nav.settings')}
        aside={email}
        icon={<Settings {...icon} />}
        onAction={() => router.push('/settings')}
      />
      <MenuItem
        id="shortcuts"
        text={t('shortcuts.title')}
        aside="?"
        icon={<Keyboard {...icon} />}
        onAction={onShortcuts}
      />
      <MenuLine />
      <MenuGroup
        title={t('theme')}
        selected={theme}
        onSelect={chooseTheme}
        options={themes.map((id) => ({ id, text: t(`themes.${id}`) }))}
      />
      <MenuLine />
      <MenuGroup
        title={t('language')}
        selected={locale}
        onSelect={chooseLocale}
        options={locales.map((id) => ({ id, text: localeNames[id] }))}
      />
      <MenuLine />
      <MenuItem id="out" text={t('account.signOut')} icon={<LogOut {...icon} />} onAction={signOut} />
    </Menu>
  )
}
