import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { CompareSlider } from '@/components/compare/compare-slider'
import type { Picture } from '@/components/compare/picture'
import { LanguageSelect } from '@/components/layout/language-select'
import { ThemeSelect } from '@/components/layout/theme-select'
import { Logo } from '@/components/ui/logo'
import { formatPixels } from '@/lib/format'

const before: Picture = { url: '/samples/camera-small.webp', width: 380, height: 285 }
const after: Picture = { url: '/samples/camera.webp', width: 1520, height: 1140 }

/** Pages around signing in: a form, and beside it what the studio does. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('auth')
  const common = await getTranslations('frame')
  return (
    <div className="grid flex-1 wide:grid-cols-[560px_minmax(0,1fr)]">
      <div className="flex flex-col bg-panel px-8 py-6 max-desk:px-4">
        <header>
          <Link href="/" aria-label={common('home')} className="inline-flex">
            <Logo />
          </Link>
        </header>
        <main id="main" className="mx-auto my-auto w-full max-w-[340px] py-8 max-desk:max-w-[420px]">
          {children}
        </main>
        <footer className="-mx-3 flex justify-between">
          <LanguageSelect />
          <ThemeSelect />
        </footer>
      </div>
      <aside className="on-table relative max-wide:hidden">
        <div className="absolute inset-6">
          <CompareSlider
            before={before}
            after={after}
            name={t('picture')}
            labels={{ before: formatPixels(380, 285), after: formatPixels(1520, 1140) }}
            start={52}
            fit="cover"
            className="size-full"
          />
        </div>
      </aside>
    </div>
  )
}
