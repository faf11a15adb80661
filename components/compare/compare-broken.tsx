'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import { buttonStyle } from '@/components/ui/button-style'

/** Whether a picture of a comparison did not load, and another try: `attempt` belongs in the keys of the layers. */
export function useBroken() {
  const [attempt, setAttempt] = useState(0)
  const [isBroken, setBroken] = useState(false)
  const fail = useCallback(() => setBroken(true), [])
  const retry = () => {
    setBroken(false)
    setAttempt(attempt + 1)
  }
  return { attempt, isBroken, fail, retry }
}

/** In the picture's place when it did not load. */
export function CompareBroken({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('compare')
  return (
    <div
      role="alert"
      className="absolute inset-0 z-10 grid cursor-auto place-content-center justify-items-center gap-3 bg-table p-4 text-center"
    >
      <p className="text-ink-2">{t('failed')}</p>
      <button
        type="button"
        className={buttonStyle({ look: 'plain' })}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={onRetry}
      >
        {t('retry')}
      </button>
    </div>
  )
}
