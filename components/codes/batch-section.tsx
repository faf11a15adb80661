'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { MoreButton } from '@/components/pages/more-button'
import { usePages } from '@/components/pages/use-pages'
import { Button } from '@/components/ui/button'
import type { BatchesView, BatchView } from '@/lib/admin/codes-view'
import { BatchLine } from './batch-line'
import { useBatchActs } from './use-batch-acts'

const MakeDialog = dynamic(persistent(() => import('./make-dialog').then((it) => it.MakeDialog)))

export type BatchSectionProps = {
  initial: BatchesView
  /** When the page was made (ms). */
  now: number
}

/** Every batch of codes, and the way to a new one. */
export function BatchSection({ initial, now }: BatchSectionProps) {
  const t = useTranslations('codes')
  const list = usePages(
    initial,
    (page) => page.batches,
    (cursor) => `/api/admin/codes?cursor=${cursor}`,
  )
  const [isMaking, setMaking] = useState(false)
  const change = (batch: BatchView) =>
    list.set((before) => ({
      ...before,
      items: before.items.map((one) => (one.id === batch.id ? batch : one)),
    }))
  const acts = useBatchActs(change)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-60 flex-1 text-ink-2 text-pretty">{t('about')}</p>
        <Button variant="main" onPress={() => setMaking(true)}>
          {t('make.open')}
        </Button>
      </div>
      <ul aria-label={t('title')}>
        {list.items.map((batch) => (
          <BatchLine key={batch.id} batch={batch} now={now} onAct={(act) => acts.open(batch, act)} />
        ))}
      </ul>
      {list.items.length === 0 && <p className="border-line border-y py-5 text-ink-2">{t('none')}</p>}
      <MoreButton list={list} />
      {isMaking && (
        <MakeDialog
          onClose={() => setMaking(false)}
          onMade={(batch) => {
            setMaking(false)
            list.set((before) => ({
              ...before,
              items: [batch, ...before.items.filter(({ id }) => id !== batch.id)],
            }))
            acts.open(batch, 'export')
          }}
        />
      )}
      {acts.dialog}
    </>
  )
}
