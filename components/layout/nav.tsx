'use client'

import { Images, LayoutGrid, Plus, ReceiptText, Scan, Settings, Users } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type NavPage, navPages, pageOf } from '@/components/layout/pages'

const icons = {
  studio: Scan,
  gallery: Images,
  models: LayoutGrid,
  credits: ReceiptText,
  settings: Settings,
  admin: Users,
}

/** Sent to the window when Add is pressed in the studio; it opens its file chooser. */
export const addPicturesEvent = 'loupe:add-pictures'

const pagesFor = (isAdmin: boolean) => navPages.filter((page) => isAdmin || page !== 'admin')

/** The header's links, on screens with room. */
export function Nav({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations('frame')
  const here = pageOf(usePathname())
  return (
    <nav aria-label={t('mainNav')} className="ml-2 flex gap-0.5 self-stretch max-desk:hidden">
      {pagesFor(isAdmin).map((page) => (
        <Link
          key={page}
          href={`/${page}`}
          aria-current={page === here ? 'page' : undefined}
          className="relative flex items-center px-3 text-ink-2 after:absolute after:inset-x-3 after:-bottom-px after:h-0.5 hover:text-ink aria-[current]:font-strong aria-[current]:text-ink aria-[current]:after:bg-ink aria-[current]:after:content-['']"
        >
          {t(`nav.${page}`)}
        </Link>
      ))}
    </nav>
  )
}

function BarLink({ page, isHere, label }: { page: NavPage; isHere: boolean; label: string }) {
  const Icon = icons[page]
  return (
    <Link
      href={`/${page}`}
      aria-current={isHere ? 'page' : undefined}
      className="grid h-full content-center justify-items-center gap-[3px] font-medium text-11 text-ink-3 aria-[current]:text-ink"
    >
      <Icon aria-hidden size={20} strokeWidth={1.5} />
      {label}
    </Link>
  )
}

/** The phone's bar at the bottom, Add in its middle. Settings and the admin's area are in the account's menu. */
export function BottomBar() {
  const t = useTranslations('frame')
  const router = useRouter()
  const path = usePathname()
  const here = pageOf(path)
  const left: NavPage[] = ['studio', 'gallery']
  const right: NavPage[] = ['models', 'credits']
  const link = (page: NavPage) => (
    <BarLink key={page} page={page} isHere={page === here} label={t(`nav.${page}`)} />
  )
  const add = () => {
    if (path === '/studio') window.dispatchEvent(new Event(addPicturesEvent))
    else router.push('/studio')
  }
  return (
    <nav
      aria-label={t('mainNav')}
      className="sticky bottom-0 z-10 flex h-[calc(64px+env(safe-area-inset-bottom))] shrink-0 items-center border-line border-t bg-panel px-2 pb-[calc(4px+env(safe-area-inset-bottom))] *:flex-1 desk:hidden"
    >
      {left.map(link)}
      <span className="grid max-w-18 place-items-center">
        <button
          type="button"
          aria-label={t('addPictures')}
          onClick={add}
          className="grid size-12 place-items-center rounded-pill bg-mark text-on-mark"
        >
          <Plus aria-hidden size={22} strokeWidth={1.6} />
        </button>
      </span>
      {right.map(link)}
    </nav>
  )
}
