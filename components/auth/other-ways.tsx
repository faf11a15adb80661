'use client'

import { Mail } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { goToProvider, mailSignInLink } from '@/components/auth/next-auth'
import { useFormWords } from '@/components/auth/use-words'
import type { Called } from '@/components/http/call'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'

const providers = [
  { id: 'google', label: 'Google' },
  { id: 'github', label: 'GitHub' },
] as const

export type OtherWaysProps = {
  ways: { github: boolean; google: boolean; mail: boolean }
  next: string
  /** What stands in the form's address field. */
  email: string
  onMailed: (email: string) => void
}

/** The ways to sign in beside the password, as far as they are configured. */
export function OtherWays({ ways, next, email, onMailed }: OtherWaysProps) {
  const t = useTranslations('auth')
  const words = useFormWords()
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState<string | null>(null)
  if (!ways.mail && !ways.github && !ways.google) return null

  const run = async (id: string, act: () => Promise<Called<unknown> | null>, done?: () => void) => {
    setProblem(null)
    setPending(id)
    const sent = await act()
    if (sent === null) return
    setPending(null)
    if (sent.ok && done) done()
    else setProblem(words.failed(sent))
  }
  const mail = () => {
    const missing = words.email(email)
    if (missing) setProblem(missing)
    else
      void run(
        'mail',
        () => mailSignInLink(email, next),
        () => onMailed(email),
      )
  }
  return (
    <section aria-label={t('signIn.or')}>
      <p className="mt-6 mb-4 flex items-center gap-3 text-12 text-ink-3 before:h-px before:flex-1 before:bg-line before:content-[''] after:h-px after:flex-1 after:bg-line after:content-['']">
        {t('signIn.or')}
      </p>
      <div className="flex flex-wrap gap-2 *:h-9 *:grow max-desk:*:h-11">
        {ways.mail && (
          <Button onPress={mail} isPending={pending === 'mail'}>
            <Mail aria-hidden size={16} strokeWidth={1.6} />
            {t('signIn.byMail')}
          </Button>
        )}
        {providers
          .filter(({ id }) => ways[id])
          .map(({ id, label }) => (
            <Button key={id} onPress={() => run(id, () => goToProvider(id, next))} isPending={pending === id}>
              {label}
            </Button>
          ))}
      </div>
      {problem && (
        <Note kind="bad" role="alert" className="mt-4">
          {problem}
        </Note>
      )}
    </section>
  )
}
