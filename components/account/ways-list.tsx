'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { goToProvider } from '@/components/auth/next-auth'
import { type Called, call, send } from '@/components/http/call'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'

export type Way = { id: 'github' | 'google'; name: string; isConnected: boolean }
export type WaysListProps = {
  ways: Way[]
  /** Why the provider sent somebody back without being connected. */
  error?: string | undefined
}

/** The providers that are configured or connected: each lets somebody in, so the password is asked for first. */
export function WaysList({ ways, error }: WaysListProps) {
  const t = useTranslations('settings.ways')
  const router = useRouter()
  const [problem, setProblem] = useState(error)
  const [pending, setPending] = useState<Way['id'] | null>(null)

  /** Asks the server; what follows is the page's answer to a yes. */
  async function ask(way: Way, asked: () => Promise<Called<unknown>>, then: () => Promise<boolean>) {
    setProblem(undefined)
    setPending(way.id)
    const answer = await asked()
    if (!answer.ok) setProblem(answer.message || t('failed'))
    else if (!(await then())) setProblem(t('failed'))
    setPending(null)
  }
  const connect = (way: Way) =>
    ask(
      way,
      () => send('POST', '/api/account/ways', {}),
      async () => (await goToProvider(way.id, '/settings')) === null,
    )
  const disconnect = (way: Way) =>
    ask(
      way,
      () => call(`/api/account/ways/${way.id}`, { method: 'DELETE' }),
      async () => {
        router.refresh()
        return true
      },
    )
  return (
    <div className="grid gap-2">
      {ways.map((way) =>
        way.isConnected ? (
          <p key={way.id} className="flex min-h-9 flex-wrap items-center gap-3">
            {way.name} <span className="text-12 text-ink-3">{t('connected')}</span>
            <Button
              variant="quiet"
              aria-label={t('disconnectOf', { name: way.name })}
              isPending={pending === way.id}
              onPress={() => void disconnect(way)}
            >
              {t('disconnect')}
            </Button>
          </p>
        ) : (
          <Button
            key={way.id}
            className="justify-self-start"
            isPending={pending === way.id}
            onPress={() => void connect(way)}
          >
            {t('connect', { name: way.name })}
          </Button>
        ),
      )}
      {problem && (
        <Note kind="bad" role="alert">
          {problem}
        </Note>
      )}
    </div>
  )
}
