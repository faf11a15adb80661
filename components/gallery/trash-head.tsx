'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'

/** Says when the trash empties, and empties it at once. @param onEmpty null: what is shown is not all of it, or nothing */
export function TrashHead({ days, onEmpty }: { days: number; onEmpty: (() => void) | null }) {
  const t = useTranslations('gallery')
  const title = useRef<HTMLHeadingElement>(null)
  function empty() {
    // The button goes with what it empties.
    title.current?.focus()
    onEmpty?.()
  }
  return (
    <div className="flex items-center gap-3 px-6 pt-3 max-desk:px-4">
      <h1 ref={title} tabIndex={-1} className="font-strong text-18 outline-none">
        {t('trash')}
      </h1>
      <p className="min-w-0 flex-1 text-12 text-ink-3 text-pretty">{t('trashSays', { days })}</p>
      {onEmpty && (
        <Button variant="bad" onPress={empty}>
          {t('emptyTrash')}
        </Button>
      )}
    </div>
  )
}
