'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button, IconButton } from '@/components/ui/button'
import type { useNotice } from './use-notice'

export type NoticeBarProps = {
  state: ReturnType<typeof useNotice>
  /** The button that was pressed is gone now. */
  onUndone: () => void
}

/** What was just done, and the way back. It waits while somebody points at it or is in it. */
export function NoticeBar({ state, onUndone }: NoticeBarProps) {
  const t = useTranslations('gallery')
  const ui = useTranslations('ui')
  const { notice } = state
  return (
    <div
      role="status"
      onPointerEnter={state.hold}
      onPointerLeave={state.wait}
      onFocus={state.hold}
      onBlur={state.wait}
      className="-translate-x-1/2 absolute bottom-24 left-1/2 w-max max-desk:fixed max-desk:bottom-[calc(140px+env(safe-area-inset-bottom))] z-20 max-w-[calc(100%-20px)] empty:hidden"
    >
      {notice && (
        <div className="flex items-center gap-1 rounded-panel bg-panel py-1.5 pr-1.5 pl-4 shadow-float">
          <span className="mr-2 text-pretty">{notice.text}</span>
          {notice.undo && (
            <Button
              variant="quiet"
              onPress={() => {
                state.undo()
                onUndone()
              }}
            >
              {t('undo')}
            </Button>
          )}
          <IconButton aria-label={ui('close')} onPress={state.close}>
            <X aria-hidden size={16} strokeWidth={1.6} />
          </IconButton>
        </div>
      )}
    </div>
  )
}
