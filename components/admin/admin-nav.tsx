'use client'

import {
  Activity,
  Gauge,
  type LucideIcon,
  Scale,
  ScrollText,
  Settings,
  Tags,
  Ticket,
  Users,
} from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'

const areas = ['overview', 'people', 'codes', 'models', 'jobs', 'books', 'audit', 'settings'] as const
type Area = (typeof areas)[number]

const icons: Record<Area, LucideIcon> = {
  overview: Gauge,
  people: Users,
  codes: Ticket,
  models: Tags,
  jobs: Activity,
  books: Scale,
  audit: ScrollText,
  settings: Settings,
}

/** Pages that belong to another's area. */
const within: Partial<Record<Area, string>> = { people: '/admin/groups' }

/** The pages of the admins' area: a column at the left, a row that scrolls on phones. */
export function AdminNav() {
  const t = useTranslations('admin')
  const path = usePathname()
  const row = useRef<HTMLElement>(null)
  // On a phone the row is longer than the screen: where one is stays in sight. Only the row moves, not the page.
  useEffect(() => {
    const strip = row.current
    const current = path && strip?.querySelector<HTMLElement>('[aria-current]')
    if (strip && current)
      strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2
  }, [path])
  return (
    <nav
      ref={row}
      aria-label={t('title')}
      className="flex w-50 shrink-0 flex-col gap-0.5 border-line border-r p-3 max-wide:w-full max-wide:flex-row max-wide:overflow-x-auto max-wide:border-r-0 max-wide:border-b max-wide:py-1.5"
    >
      {areas.map((area) => {
        const Icon = icons[area]
        const href = area === 'overview' ? '/admin' : `/admin/${area}`
        return (
          <Link
            key={area}
            href={href}
            aria-current={
              path === href || path === within[area] || (area !== 'overview' && path.startsWith(`${href}/`))
                ? 'page'
                : undefined
            }
            className="flex h-9 shrink-0 items-center gap-2.5 rounded-control px-2.5 text-ink-2 hover:text-ink aria-[current]:bg-press aria-[current]:font-strong aria-[current]:text-ink"
          >
            <Icon aria-hidden size={16} strokeWidth={1.6} />
            {t(`areas.${area}`)}
          </Link>
        )
      })}
    </nav>
  )
}
