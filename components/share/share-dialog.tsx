'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'

/** A result that is shared, as the dialog shows it. */
export type ShareItem = { id: string; name: string; thumbUrl: string | null }

export type ShareDialogProps = {
  /** What is shared, in this order; of a board some of its first results, to be seen. */
  items: readonly ShareItem[]
  /** The link shows this board as it is when looked at, instead of the items. */
  boardId?: string | undefined
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Makes a link to results or a board. Load it lazily where it opens. */
export function ShareDialog({ items, isOpen, onOpenChange }: ShareDialogProps) {
  const t = useTranslations('share.dialog')
  return (
    <Dialog title={t('title', { count: items.length })} isOpen={isOpen} onOpenChange={onOpenChange}>
      {null}
    </Dialog>
  )
}
