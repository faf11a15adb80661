'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { AccountButton } from '@/components/layout/account-button'
import { Nav } from '@/components/layout/nav'
import { buttonStyle } from '@/components/ui/button-style'
import { Kbd } from '@/components/ui/kbd'
import { Logo } from '@/components/ui/logo'

const ShortcutsDialog = dynamic(
  persistent(() => import('@/components/layout/shortcuts-dialog').then((m) => m.ShortcutsDialog)),
  { ssr: false },
)

/** Someone is typing: then a key is a letter. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

export type HeaderProps = {
  user: { name: string; email: string; isAdmin: boolean }
  /** The live balance, a link to the credits. */
  balance: ReactNode
}

/** Over every signed-in page. */
export function Header({ user, balance }: HeaderProps) {
  const t = useTranslations('frame')
  const [shortcuts, setShortcuts] = useState<'never' | 'open' | 'closed'>('never')

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || isTyping(event.target)) return
      event.preventDefault()
      setShortcuts('open')
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])

  return (
    <header className="z-10 flex h-[52px] shrink-0 items-center gap-6 border-line border-b bg-ground pr-4 pl-6 max-desk:h-12 max-desk:gap-3 max-desk:pr-1 max-desk:pl-4">
      <Link href="/studio" aria-label={t('home')} className="flex">
        <Logo />
      </Link>
      <Nav isAdmin={user.isAdmin} />
      <span className="flex-1" />
      {balance}
      <span className="flex items-center gap-1">
        <button
          type="button"
          aria-label={t('shortcuts.title')}
          onClick={() => setShortcuts('open')}
          className={buttonStyle({ look: 'quiet', size: 'square', className: 'max-desk:hidden' })}
        >
          <Kbd>?</Kbd>
        </button>
        <AccountButton {...user} onShortcuts={() => setShortcuts('open')} />
      </span>
      {shortcuts !== 'never' && (
        <ShortcutsDialog
          isOpen={shortcuts === 'open'}
          onOpenChange={(isOpen) => setShortcuts(isOpen ? 'open' : 'closed')}
        />
      )}
    </header>
  )
}
