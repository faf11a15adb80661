'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormFrame } from '@/components/auth/form-frame'
import { signInWithPassword } from '@/components/auth/next-auth'
import { OtherWays } from '@/components/auth/other-ways'
import { useForm } from '@/components/auth/use-form'
import { onlyProblems, useFormWords } from '@/components/auth/use-words'
import { Note } from '@/components/ui/note'
import { PasswordField, TextField } from '@/components/ui/text-field'

export type SignInFormProps = {
  /** A path of ours, already checked. */
  next: string
  ways: { github: boolean; google: boolean; mail: boolean }
  /** Why somebody was sent back here. */
  error?: string
}

export function SignInForm({ next, ways, error }: SignInFormProps) {
  const t = useTranslations('auth')
  const words = useFormWords()
  const [mailedTo, setMailedTo] = useState<string | null>(null)
  const form = useForm({ email: '', password: '' }, async ({ email, password }) => {
    const wrong = onlyProblems({ email: words.email(email), password: words.password(password) })
    if (wrong) return wrong
    const problem = words.notIn(await signInWithPassword(email, password))
    if (problem) return { form: problem }
    window.location.assign(next)
    return null
  })
  return (
    <>
      {error && (
        <Note kind="warn" role="status" className="mt-6">
          {error}
        </Note>
      )}
      <FormFrame form={form} action={t('signIn.action')} pending={t('signIn.pending')}>
        <TextField
          {...form.field('email')}
          label={t('email')}
          type="email"
          inputMode="email"
          autoComplete="username"
          isRequired
          maxLength={254}
        />
        <PasswordField
          {...form.field('password')}
          label={t('password')}
          aside={
            ways.mail && (
              <Link href="/forgot" className="link">
                {t('signIn.forgotten')}
              </Link>
            )
          }
          autoComplete="current-password"
          isRequired
          maxLength={256}
        />
      </FormFrame>
      {mailedTo !== null && (
        <Note role="status" title={t('signIn.mailSent')} className="mt-4">
          {t('signIn.mailSentText', { email: mailedTo })}
        </Note>
      )}
      <OtherWays ways={ways} next={next} email={form.values.email} onMailed={setMailedTo} />
    </>
  )
}
