'use client'

import { Keyboard, Link2, LogOut, Settings, Users } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { Avatar } from '@/components/layout/avatar'
import { useChooseLocale } from '@/components/layout/language-select'
import { signOut } from '@/components/layout/sign-out'
import { themes } from '@/components/layout/theme'
import { useTheme } from '@/components/layout/theme-select'
import { IconButton } from '@/components/ui/button'
import { Menu, MenuGroup, MenuItem, MenuLine } from '@/components/ui/menu'
import { localeNames, locales } from '@/lib/locale'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

export type AccountMenuProps = { name: string; email: string; isAdmin: boolean; onShortcuts: () => void }

/** Comes open: account-button.tsx fetches it when it is asked for. */
export function AccountMenu({ name, email, isAdmin, onShortcuts }: AccountMenuProps) {
  const t = useTranslations('frame')
  const router = useRouter()
  const locale = useLocale()
  const chooseLocale = useChooseLocale()
  const [theme, chooseTheme] = useTheme()
  return (
    <Menu
      startsOpen
      label={t('account.title')}
      trigger={
        <IconButton aria-label={t('account.open', { name })}>
          <Avatar name={name || email} />
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
        id="shares"
        text={t('account.shares')}
        icon={<Link2 {...icon} />}
        onAction={() => router.push('/shares')}
      />
      {isAdmin && (
        <MenuItem
          id="admin"
          text={t('nav.admin')}
          icon={<Users {...icon} />}
          onAction={() => router.push('/admin')}
        />
      )}
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
