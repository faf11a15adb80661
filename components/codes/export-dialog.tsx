'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useCopied } from '@/components/ui/clipboard'
import { Dialog } from '@/components/ui/dialog'
import type { BatchView } from '@/lib/admin/codes-view'

/** Lets the browser save a text as a file. */
function save(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

export type ExportDialogProps = { batch: BatchView; codes: readonly string[]; onClose: () => void }

/** A batch's codes, which come once and are there until this closes. */
export function ExportDialog({ batch, codes, onClose }: ExportDialogProps) {
  const t = useTranslations('codes.export')
  const { isCopied, copy } = useCopied()
  const text = codes.join('\n')
  return (
    <Dialog
      title={t('title', { count: batch.count })}
      isOpen
      isAlert
      onOpenChange={onClose}
      footer={
        <>
          <Button onPress={() => copy(text)}>{isCopied ? t('copied') : t('copy')}</Button>
          <Button onPress={() => save(`codes-${batch.id.slice(0, 6)}.csv`, `${codes.join('\r\n')}\r\n`)}>
            {t('save')}
          </Button>
          <Button variant="main" onPress={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <p className="mb-3 text-ink-2 text-pretty">{t('keep')}</p>
      <textarea
        readOnly
        aria-label={t('list')}
        value={text}
        rows={Math.min(10, codes.length + 1)}
        onFocus={(event) => event.currentTarget.select()}
        className="measured w-full resize-none rounded-control bg-well px-3 py-2 max-desk:text-[16px]"
      />
      <span role="status" className="sr-only">
        {isCopied && t('copied')}
      </span>
    </Dialog>
  )
}
