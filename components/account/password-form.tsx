'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormFrame } from '@/components/auth/form-frame'
import { useForm } from '@/components/auth/use-form'
import { onlyProblems, useFormWords } from '@/components/auth/use-words'
import { send } from '@/components/http/call'
import { Note } from '@/components/ui/note'
import { PasswordField } from '@/components/ui/text-field'
import { PASSWORD_MIN } from '@/lib/auth/bounds'

const empty = { current: '', password: '' }

/** Changes the password, or sets the first one. */
export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const t = useTranslations('settings.password')
  const auth = useTranslations('auth')
  const words = useFormWords()
  const router = useRouter()
  const [isChanged, setChanged] = useState(false)
  const form = useForm(empty, async ({ current, password }) => {
    setChanged(false)
    const wrong = onlyProblems({
      current: hasPassword && current === '' ? t('noCurrent') : undefined,
      password: words.newPassword(password),
    })
    if (wrong) return wrong
    const sent = await send('POST', '/api/account/password', {
      current: hasPassword ? current : null,
      password,
    })
    if (!sent.ok) return words.refused(sent, ['current', 'password'])
    setChanged(true)
    form.reset()
    router.refresh()
    return {}
  })
  return (
    <FormFrame form={form} action={hasPassword ? t('change') : t('set')} pending={t('changing')} isPart>
      {!hasPassword && <p className="text-ink-2">{t('none')}</p>}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {hasPassword && (
        <PasswordField
          {...form.field('current')}
          label={t('current')}
          autoComplete="current-password"
          isRequired
          maxLength={256}
        />
      )}
      <PasswordField
        {...form.field('password')}
        label={auth('newPassword')}
        hint={auth('passwordHint', { min: PASSWORD_MIN })}
        autoComplete="new-password"
        isRequired
        maxLength={256}
      />
      {isChanged && <Note role="status">{t('changed')}</Note>}
    </FormFrame>
  )
}
