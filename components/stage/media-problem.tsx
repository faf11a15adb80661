'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

/** In the place of a film or a sound that does not play here. It can still be downloaded. */
export function MediaProblem({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('stage')
  return (
    <div
      role="alert"
      className="absolute inset-0 z-10 grid place-content-center justify-items-center gap-3 bg-table p-4 text-center"
    >
      <p className="max-w-80 text-ink-2 text-pretty">{t('player.broken')}</p>
      <Button onPress={onRetry}>{t('again')}</Button>
    </div>
  )
}
