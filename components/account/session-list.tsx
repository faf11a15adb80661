'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormWords } from '@/components/auth/use-words'
import { send } from '@/components/http/call'
import { signOut } from '@/components/layout/sign-out'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'

export type SessionLine = {
  id: string
  browser: string | null
  system: string | null
  /** Written out, in the reader's language and time zone. */
  at: string
  isHere: boolean
}

/** Where a person is signed in; each other session can be ended, and all at once. */
export function SessionList({ sessions }: { sessions: SessionLine[] }) {
  const t = useTranslations('settings.sessions')
  const words = useFormWords()
  const router = useRouter()
  const [isEnding, setEnding] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const nameOf = ({ browser, system }: SessionLine) =>
    browser && system ? t('on', { browser, system }) : (browser ?? system ?? t('unknown'))
  const end = async (id: string) => {
    if (isEnding) return
    setEnding(true)
    const sent = await send('DELETE', `/api/account/sessions/${id}`)
    setEnding(false)
    setProblem(sent.ok || sent.status === 404 ? null : words.failed(sent))
    router.refresh()
  }
  const everywhere = async () => {
    if (isEnding) return
    setEnding(true)
    const sent = await send('POST', '/api/account/sign-out-everywhere')
    if (sent.ok) window.location.assign('/sign-in')
    else {
      setEnding(false)
      setProblem(words.failed(sent))
    }
  }
  return (
    <>
      <ul>
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex min-h-14 items-center gap-3 border-line border-b py-2 first:border-t"
          >
            <span className="min-w-0 flex-1">
              {nameOf(session)}
              <span className="block text-12 text-ink-3">
                {session.isHere && `${t('here')}, `}
                {t('since', { at: session.at })}
              </span>
            </span>
            {!session.isHere && (
              <Button
                variant="quiet"
                aria-label={t('endOf', { name: nameOf(session), at: session.at })}
                onPress={() => end(session.id)}
              >
                {t('end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button onPress={() => void signOut()}>{t('signOut')}</Button>
        <Button variant="bad" onPress={() => void everywhere()}>
          {t('everywhere')}
        </Button>
      </div>
      {problem && (
        <Note kind="bad" role="alert" className="mt-4">
          {problem}
        </Note>
      )}
    </>
  )
}
