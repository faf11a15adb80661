'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { goToProvider } from '@/components/auth/send'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'

export type Way = { id: 'github' | 'google'; name: string; isConnected: boolean }

/** The providers that are configured; those not yet connected can be. */
export function WaysList({ ways }: { ways: Way[] }) {
  const t = useTranslations('settings.ways')
  const [problem, setProblem] = useState(false)
  return (
    <div className="grid gap-2">
      {ways.map((way) =>
        way.isConnected ? (
          <p key={way.id} className="flex h-9 items-center gap-3">
            {way.name} <span className="text-12 text-ink-3">{t('connected')}</span>
          </p>
        ) : (
          <Button
            key={way.id}
            className="justify-self-start"
            onPress={async () => setProblem((await goToProvider(way.id, '/settings')) !== null)}
          >
            {t('connect', { name: way.name })}
          </Button>
        ),
      )}
      {problem && (
        <Note kind="bad" role="alert">
          {t('failed')}
        </Note>
      )}
    </div>
  )
}
