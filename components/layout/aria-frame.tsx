'use client'

import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { RouterProvider } from 'react-aria-components/RouterProvider'
import { htmlLang } from '@/lib/locale'

/** Gives react-aria the page's language and the app's way of following links. */
export function AriaFrame({ children }: { children: ReactNode }) {
  const router = useRouter()
  return (
    <I18nProvider locale={htmlLang[useLocale()]}>
      <RouterProvider navigate={router.push}>{children}</RouterProvider>
    </I18nProvider>
  )
}
