import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { LanguageSelect } from '@/components/layout/language-select'
import { ThemeSelect } from '@/components/layout/theme-select'
import { Logo } from '@/components/ui/logo'

/** Above pages that need no account. `children`: what else stands at the right. */
export async function PublicHeader({
  children,
  className = '',
}: {
  children?: ReactNode
  className?: string
}) {
  const t = await getTranslations('frame')
  return (
    <header
      className={`flex h-16 shrink-0 items-center px-6 max-desk:h-13 max-desk:pr-2 max-desk:pl-4 ${className}`}
    >
      <Link href="/" aria-label={t('home')} className="flex">
        <Logo />
      </Link>
      <span className="flex-1" />
      <span className="contents max-desk:hidden">
        <ThemeSelect />
      </span>
      <LanguageSelect />
      {children}
    </header>
  )
}
