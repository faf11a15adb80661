'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { IconButton } from '@/components/ui/button'

export type DialogProps = {
  title: string
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
  /** The actions at the foot; the one that counts comes last. */
  footer?: ReactNode
  /** Demands an answer: no closing by a press outside. */
  isAlert?: boolean
}

/** A modal of 480 px; on a phone a sheet from below. Load it lazily where it opens. */
export function Dialog({ title, isOpen, onOpenChange, children, footer, isAlert }: DialogProps) {
  const t = useTranslations('ui')
  useEffect(() => {
    // What fills the screen lies over all else, and the dialog is drawn in the body.
    const full = document.fullscreenElement
    if (isOpen && full && !full.contains(document.body)) void document.exitFullscreen()
  }, [isOpen])
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={!isAlert}
      className="dialog-scrim fixed inset-0 z-50 grid place-items-center bg-scrim p-6 max-desk:place-items-end max-desk:p-0"
    >
      <Modal className="dialog-sheet max-h-full w-full max-w-[480px] overflow-auto rounded-panel bg-panel shadow-float max-desk:max-h-[92dvh] max-desk:max-w-none max-desk:rounded-b-none max-desk:rounded-t-[14px]">
        <AriaDialog role={isAlert ? 'alertdialog' : 'dialog'} className="outline-none">
          <header className="flex items-center justify-between gap-3 py-3 pr-3 pl-6">
            <Heading slot="title" className="text-18">
              {title}
            </Heading>
            <IconButton aria-label={t('close')} onPress={() => onOpenChange(false)}>
              <X aria-hidden size={16} strokeWidth={1.6} />
            </IconButton>
          </header>
          <div className="px-6 pb-6">{children}</div>
          {footer && (
            <footer className="flex justify-end gap-2 border-line border-t px-6 py-4 max-desk:pb-[calc(16px+env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
