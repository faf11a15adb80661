'use client'

import { useTranslations } from 'next-intl'
import { FormFrame } from '@/components/auth/form-frame'
import { signInWithPassword } from '@/components/auth/next-auth'
import { useForm } from '@/components/auth/use-form'
import { onlyProblems, useFormWords } from '@/components/auth/use-words'
import { send } from '@/components/http/call'
import { PasswordField } from '@/components/ui/text-field'
import { PASSWORD_MIN } from '@/lib/auth/bounds'

/** Sets a new password by a link and signs the browser in. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations('auth')
  const words = useFormWords()
  const form = useForm({ password: '' }, async ({ password }) => {
    const wrong = onlyProblems({ password: words.newPassword(password) })
    if (wrong) return wrong
    const set = await send('POST', '/api/account/reset', { token, password })
    if (!set.ok) return words.refused(set, ['password'])
    const signedIn = await signInWithPassword(email, password)
    window.location.assign(signedIn.kind === 'in' ? '/studio' : '/sign-in')
    return null
  })
  return (
    <FormFrame form={form} action={t('reset.action')} pending={t('reset.pending')}>
      {/* For password managers: whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField
        {...form.field('password')}
        label={t('newPassword')}
        hint={t('passwordHint', { min: PASSWORD_MIN })}
        autoComplete="new-password"
        isRequired
        maxLength={256}
      />
    </FormFrame>
  )
}
