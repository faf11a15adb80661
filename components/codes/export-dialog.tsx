'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useCopied } from '@/components/ui/clipboard'
import { Dialog } from '@/components/ui/dialog'
import { Note } from '@/components/ui/note'
import type { BatchView } from '@/lib/admin/codes-view'
import { exportBatch } from './codes-call'

/** Lets the browser save a text as a file. */
function save(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

export type ExportDialogProps = { batch: BatchView; onClose: () => void; onExported: () => void }

/** Hands out a batch's codes: they come once, and are there until this closes. */
export function ExportDialog({ batch, onClose, onExported }: ExportDialogProps) {
  const t = useTranslations('codes.export')
  const { isCopied, copy } = useCopied()
  const [codes, setCodes] = useState<string[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)

  async function fetchCodes() {
    if (isPending) return
    setPending(true)
    const answer = await exportBatch(batch.id)
    setPending(false)
    setProblem(answer.ok ? null : answer.message || t('noAnswer'))
    if (!answer.ok) return
    setCodes(answer.value.codes)
    onExported()
  }
  const text = codes?.join('\n') ?? ''
  return (
    <Dialog
      title={t('title', { count: batch.count })}
      isOpen
      isAlert
      onOpenChange={onClose}
      footer={
        codes === null ? (
          <>
            <Button onPress={onClose}>{t('later')}</Button>
            <Button variant="main" isPending={isPending} onPress={fetchCodes} autoFocus>
              {isPending ? t('pending') : t('action')}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={() => copy(text)}>{isCopied ? t('copied') : t('copy')}</Button>
            <Button onPress={() => save(`codes-${batch.id.slice(0, 6)}.csv`, `${codes.join('\r\n')}\r\n`)}>
              {t('save')}
            </Button>
            <Button variant="main" onPress={onClose}>
              {t('done')}
            </Button>
          </>
        )
      }
    >
      <p className="mb-3 text-ink-2 text-pretty">{codes === null ? t('once') : t('keep')}</p>
      {codes !== null && (
        <textarea
          readOnly
          aria-label={t('list')}
          value={text}
          rows={Math.min(10, codes.length + 1)}
          onFocus={(event) => event.currentTarget.select()}
          className="measured w-full resize-none rounded-control bg-well px-3 py-2 max-desk:text-[16px]"
        />
      )}
      {problem && (
        <Note kind="bad" role="alert">
          {problem}
        </Note>
      )}
      <span role="status" className="sr-only">
        {isCopied && t('copied')}
      </span>
    </Dialog>
  )
}
