'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Note } from '@/components/ui/note'
import type { SharesView } from '@/lib/share/schema'
import { moreShares } from './share-call'
import { ShareLine } from './share-line'

const EndDialog = dynamic(() => import('./end-dialog').then((part) => part.EndDialog), { ssr: false })

/** All links of a person; more come when asked for. */
export function ShareList({ initial, now }: { initial: SharesView; now: number }) {
  const t = useTranslations('share.list')
  const [{ shares, next }, setList] = useState(initial)
  const [asked, setAsked] = useState<string | null>(null)
  const [hasEnded, setEnded] = useState(false)
  const [loading, setLoading] = useState<'no' | 'yes' | 'failed'>('no')

  async function more() {
    if (next === null || loading === 'yes') return
    setLoading('yes')
    const answer = await moreShares(next)
    setLoading(answer.ok ? 'no' : 'failed')
    if (answer.ok) {
      setList((before) => ({
        shares: [...before.shares, ...answer.value.shares],
        next: answer.value.next,
      }))
    }
  }

  return (
    <>
      {shares.length === 0 ? (
        <div className="marks mx-auto my-12 grid max-w-[440px] justify-items-center gap-4 p-12 text-center max-desk:p-8">
          <div>
            <h2>{t('empty')}</h2>
            <p className="mt-2 text-ink-2 text-pretty">{t('emptyText')}</p>
          </div>
          <LinkButton href="/gallery">{t('toGallery')}</LinkButton>
        </div>
      ) : (
        <ul className="border-line border-t">
          {shares.map((share) => (
            <ShareLine key={share.id} share={share} now={now} onEnd={() => setAsked(share.id)} />
          ))}
        </ul>
      )}
      {loading === 'failed' && (
        <Note kind="bad" role="alert" className="mt-4">
          {t('moreFailed')}
        </Note>
      )}
      {next !== null && (
        <Button className="mt-4" isPending={loading === 'yes'} onPress={() => void more()}>
          {loading === 'yes' ? t('loading') : t('more')}
        </Button>
      )}
      <p role="status" className="mt-3 text-12 text-ink-3">
        {hasEnded && t('ended')}
      </p>
      {asked !== null && (
        <EndDialog
          id={asked}
          onClose={() => setAsked(null)}
          onEnded={() => {
            setList((before) => ({ ...before, shares: before.shares.filter(({ id }) => id !== asked) }))
            setEnded(true)
            setAsked(null)
          }}
        />
      )}
    </>
  )
}
