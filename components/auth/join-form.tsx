'use client'

import { useTranslations } from 'next-intl'
import { FormFrame } from '@/components/auth/form-frame'
import { signInWithPassword } from '@/components/auth/next-auth'
import { useForm } from '@/components/auth/use-form'
import { onlyProblems, useFormWords } from '@/components/auth/use-words'
import { send } from '@/components/http/call'
import { PasswordField, TextField } from '@/components/ui/text-field'
import { PASSWORD_MIN } from '@/lib/auth/bounds'

const fields = ['name', 'email', 'password'] as const

export type JoinFormProps = {
  /** By which way the account is made. */
  by: 'setup' | 'invite' | 'sign-up'
  token?: string
  /** The invitation's address, when it names one. */
  email?: string | null
  next?: string
}

/** Makes an account and signs the browser in. */
export function JoinForm({ by, token, email: invited = null, next = '/studio' }: JoinFormProps) {
  const t = useTranslations('auth')
  const words = useFormWords()
  const form = useForm({ name: '', email: invited ?? '', password: '' }, async (values) => {
    const wrong = onlyProblems({
      name: words.name(values.name),
      email: words.email(values.email),
      password: words.newPassword(values.password),
    })
    if (wrong) return wrong
    const made = await send<{ email: string }>('POST', `/api/account/${by}`, {
      ...values,
      ...(token ? { token } : {}),
    })
    if (!made.ok) return words.refused(made, fields)
    const signedIn = await signInWithPassword(made.value.email, values.password)
    // The account is there in any case: who cannot be signed in at once does it by hand.
    window.location.assign(signedIn.kind === 'in' ? next : '/sign-in')
    return null
  })
  return (
    <FormFrame form={form} action={t('signUp.action')} pending={t('signUp.pending')}>
      <TextField {...form.field('name')} label={t('name')} autoComplete="name" isRequired maxLength={80} />
      <TextField
        {...form.field('email')}
        label={t('email')}
        type="email"
        inputMode="email"
        autoComplete="username"
        isRequired
        readOnly={invited !== null}
        maxLength={254}
      />
      <PasswordField
        {...form.field('password')}
        label={t('password')}
        hint={t('passwordHint', { min: PASSWORD_MIN })}
        autoComplete="new-password"
        isRequired
        maxLength={256}
      />
    </FormFrame>
  )
}
