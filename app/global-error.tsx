'use client'

import './globals.css'
import { NextIntlClientProvider } from 'next-intl'
import { useEffect, useState } from 'react'
import { Failure, type FailureProps } from '@/components/layout/failure'
import { themeEvent } from '@/components/layout/theme'
import { htmlLang, type Locale, localeCookie, pickLocale } from '@/lib/locale'
import en from '@/messages/en/failure.json'
import ru from '@/messages/ru/failure.json'
import zh from '@/messages/zh/failure.json'

const words = { en, ru, zh }

/** The root layout itself broke: language and theme have to be found again. */
export default function GlobalError(props: FailureProps) {
  const [locale, setLocale] = useState<Locale>('en')
  useEffect(() => {
    const chosen = new RegExp(`(?:^|; )${localeCookie}=(\\w+)`).exec(document.cookie)?.[1]
    setLocale(pickLocale(chosen, navigator.languages.join(',')))
    window.dispatchEvent(new Event(themeEvent))
  }, [])
  return (
    <html lang={htmlLang[locale]} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col">
        <NextIntlClientProvider locale={locale} messages={{ failure: words[locale] }}>
          <Failure {...props} />
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
