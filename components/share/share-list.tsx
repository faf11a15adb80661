'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { MoreButton } from '@/components/pages/more-button'
import { usePages } from '@/components/pages/use-pages'
import { LinkButton } from '@/components/ui/link-button'
import type { SharesView } from '@/lib/share/schema'
import { ShareLine } from './share-line'

const EndDialog = dynamic(
  persistent(() => import('./end-dialog').then((part) => part.EndDialog)),
  { ssr: false },
)

/** All links of a person; more come when asked for. */
export function ShareList({ initial, now }: { initial: SharesView; now: number }) {
  const t = useTranslations('share.list')
  const list = usePages(
    initial,
    (page) => page.shares,
    (cursor) => `/api/shares?cursor=${cursor}`,
  )
  const [asked, setAsked] = useState<string | null>(null)
  const [hasEnded, setEnded] = useState(false)

  return (
    <>
      {list.items.length === 0 ? (
        <div className="marks mx-auto my-12 grid max-w-[440px] justify-items-center gap-4 p-12 text-center max-desk:p-8">
          <div>
            <h2>{t('empty')}</h2>
            <p className="mt-2 text-ink-2 text-pretty">{t('emptyText')}</p>
          </div>
          <LinkButton href="/gallery">{t('toGallery')}</LinkButton>
        </div>
      ) : (
        <ul className="border-line border-t">
          {list.items.map((share) => (
            <ShareLine key={share.id} share={share} now={now} onEnd={() => setAsked(share.id)} />
          ))}
        </ul>
      )}
      <MoreButton list={list} />
      <p role="status" className="mt-3 text-12 text-ink-3">
        {hasEnded && t('ended')}
      </p>
      {asked !== null && (
        <EndDialog
          id={asked}
          onClose={() => setAsked(null)}
          onEnded={() => {
            list.set((before) => ({ ...before, items: before.items.filter(({ id }) => id !== asked) }))
            setEnded(true)
            setAsked(null)
          }}
        />
      )}
    </>
  )
}
