'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { Button } from '@/components/ui/button'
import { useCopied } from '@/components/ui/clipboard'
import { formatMoment } from '@/lib/format'
import type { ShareView } from '@/lib/share/schema'

export type ShareLineProps = { share: ShareView; now: number; onEnd: () => void }

/** What a link is called in a list. */
function useShareName(): (share: ShareView) => string {
  const t = useTranslations('share.list')
  const countOf = useShareCount()
  return (share) =>
    share.title ?? (share.boardName === null ? countOf(share) : t('board', { name: share.boardName }))
}

/** How many results it shows, and of how many. */
function useShareCount(): (share: ShareView) => string {
  const t = useTranslations('share.list')
  return ({ count, total }) =>
    total > count ? t('first', { shown: count, count: total }) : t('untitled', { count })
}

/** A link: what it shows, how often it was opened, when it ends; to copy, to end. */
export function ShareLine({ share, now, onEnd }: ShareLineProps) {
  const t = useTranslations('share.list')
  const [locale, zone] = [useLocale(), useZone()]
  const { isCopied, copy } = useCopied()
  const name = useShareName()(share)
  const counted = useShareCount()(share)
  const when = (at: string) => formatMoment(locale, at, zone, now)
  const { path, state, expiresAt, maxViews, views, lastViewAt } = share
  const ending =
    state === 'used'
      ? t('used')
      : expiresAt === null
        ? t('noEnd')
        : t(state === 'expired' ? 'expired' : 'endsOn', { when: when(expiresAt) })
  const facts = [
    name !== counted && (share.title !== null || share.total > share.count) && counted,
    share.title !== null && share.boardName !== null && t('board', { name: share.boardName }),
    maxViews === null ? t('views', { count: views }) : t('viewsOf', { count: views, max: maxViews }),
    lastViewAt === null ? t('noVisit') : t('lastVisit', { when: when(lastViewAt) }),
    ending,
    share.hasPassword && t('password'),
  ].filter((fact) => fact !== false)
  return (
    <li className="flex min-h-16 items-center gap-3 border-line border-b py-2 max-desk:flex-wrap">
      <span className="checker checker-small size-12 shrink-0 overflow-hidden rounded-photo">
        {share.coverUrl && (
          <img src={share.coverUrl} alt="" loading="lazy" className="size-full object-cover" />
        )}
      </span>
      <span className="min-w-0 flex-1">
        <span className={`block truncate font-medium ${state === 'open' ? '' : 'text-ink-3'}`}>
          {path && state === 'open' ? (
            <a href={path} className="hover:underline">
              {name}
            </a>
          ) : (
            name
          )}
        </span>
        <span className="block text-12 text-ink-3 text-pretty">{facts.join(' · ')}</span>
      </span>
      <span className="flex gap-2 max-desk:basis-full max-desk:pl-15">
        {path && state === 'open' && (
          <Button
            aria-label={isCopied ? t('copied') : t('copyOf', { name })}
            onPress={() => void copy(window.location.origin + path)}
          >
            {isCopied ? t('copied') : t('copy')}
          </Button>
        )}
        <Button variant="quiet" aria-label={t('revokeOf', { name })} onPress={onEnd}>
          {t('revoke')}
        </Button>
      </span>
    </li>
  )
}
