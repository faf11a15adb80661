import './globals.css'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'
import { FirstScript } from '@/components/layout/first-script'
import { SandboxStrip } from '@/components/layout/sandbox-strip'
import { SkipLink } from '@/components/layout/skip-link'
import { env } from '@/lib/env'
import { htmlLang } from '@/lib/locale'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('frame')
  return {
    title: { default: `${t('title')} · Loupe`, template: '%s · Loupe' },
    description: t('description'),
    icons: { icon: { url: '/favicon.svg', type: 'image/svg+xml' }, apple: '/apple-touch-icon.png' },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  colorScheme: 'light dark',
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html
      lang={htmlLang[await getLocale()]}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      // The first script adds data-theme before React looks.
      suppressHydrationWarning
    >
      <body className="flex min-h-dvh flex-col">
        <FirstScript nonce={nonce} />
        <SkipLink />
        {env().sandbox && <SandboxStrip />}
        <ClientWords>{children}</ClientWords>
      </body>
    </html>
  )
}
