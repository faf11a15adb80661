'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import type { BatchView } from '@/lib/admin/codes-view'
import { cancelBatch, exportBatch } from './codes-call'

const ExportDialog = dynamic(persistent(() => import('./export-dialog').then((it) => it.ExportDialog)))
const ReasonDialog = dynamic(
  persistent(() => import('@/components/admin/reason-dialog').then((it) => it.ReasonDialog)),
)

export type BatchAct = 'export' | 'cancel'

/** What can be done with a batch, each in its dialog. `onChange` gets the batch as it is then. */
export function useBatchActs(onChange: (batch: BatchView) => void): {
  open: (batch: BatchView, act: BatchAct) => void
  dialog: ReactNode
} {
  const t = useTranslations('codes.cancel')
  const out = useTranslations('codes.export')
  const [handed, setHanded] = useState<{ batch: BatchView; codes: readonly string[] } | null>(null)
  const [asked, setAsked] = useState<{ batch: BatchView; act: BatchAct } | null>(null)
  const close = () => setAsked(null)
  async function takeOut(batch: BatchView, reason: string) {
    const answer = await exportBatch(batch.id, reason)
    if (!answer.ok) return { ...answer, message: answer.message || out('noAnswer') }
    setHanded({ batch, codes: answer.value.codes })
    onChange({ ...batch, state: 'open', exportedAt: new Date().toISOString() })
    return answer
  }
  const dialog = (
    <>
      {handed && <ExportDialog {...handed} onClose={() => setHanded(null)} />}
      {asked?.act === 'export' && (
        <ReasonDialog
          title={out('title', { count: asked.batch.count })}
          action={out('action')}
          onClose={close}
          onSubmit={(reason) => takeOut(asked.batch, reason)}
        >
          {out('once')}
        </ReasonDialog>
      )}
      {asked?.act === 'cancel' && (
        <ReasonDialog
          title={t('title')}
          action={t('action')}
          isBad
          onClose={close}
          onSubmit={async (reason) => {
            const answer = await cancelBatch(asked.batch.id, reason)
            if (answer.ok) onChange(answer.value.batch)
            return answer
          }}
        >
          {t('text', { redeemed: asked.batch.redeemed })}
        </ReasonDialog>
      )}
    </>
  )
  return { open: (batch, act) => setAsked({ batch, act }), dialog }
}
