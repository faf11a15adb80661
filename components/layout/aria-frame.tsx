'use client'

import { useLocale } from 'next-intl'
import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { htmlLang } from '@/lib/locale'

/** Gives react-aria's own few words (for screen readers) the page's language, not the browser's. */
export function AriaFrame({ children }: { children: ReactNode }) {
  return <I18nProvider locale={htmlLang[useLocale()]}>{children}</I18nProvider>
}
