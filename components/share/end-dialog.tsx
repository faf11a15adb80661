'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Note } from '@/components/ui/note'
import { endShare } from './share-call'

export type EndDialogProps = { id: string; onEnded: () => void; onClose: () => void }

/** Asks once, since an ended link cannot be brought back. */
export function EndDialog({ id, onEnded, onClose }: EndDialogProps) {
  const t = useTranslations('share.list')
  const [isEnding, setEnding] = useState(false)
  const [isFailed, setFailed] = useState(false)

  async function end() {
    if (isEnding) return
    setEnding(true)
    const answer = await endShare(id)
    setEnding(false)
    // Ended in another window: as wished.
    if (answer.ok || answer.status === 404) onEnded()
    else setFailed(true)
  }

  return (
    <Dialog
      title={t('askTitle')}
      isOpen
      isAlert
      onOpenChange={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('keep')}</Button>
          <Button variant="bad" autoFocus isPending={isEnding} onPress={() => void end()}>
            {isEnding ? t('ending') : t('askYes')}
          </Button>
        </>
      }
    >
      <p className="text-ink-2 text-pretty">{t('askText')}</p>
      {isFailed && (
        <Note kind="bad" role="alert" className="mt-4">
          {t('failed')}
        </Note>
      )}
    </Dialog>
  )
}
