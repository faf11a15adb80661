'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormFrame } from '@/components/auth/form-frame'
import { useForm } from '@/components/auth/use-form'
import { onlyProblems, useFormWords } from '@/components/auth/use-words'
import { send } from '@/components/http/call'
import { Note } from '@/components/ui/note'
import { TextField } from '@/components/ui/text-field'

/** Asks for a reset link by mail. */
export function ForgotForm() {
  const t = useTranslations('auth')
  const words = useFormWords()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const form = useForm({ email: '' }, async ({ email }) => {
    const wrong = onlyProblems({ email: words.email(email) })
    if (wrong) return wrong
    const sent = await send('POST', '/api/account/forgot', { email })
    if (!sent.ok) return words.refused(sent, ['email'])
    setSentTo(email)
    return {}
  })
  return (
    <>
      <FormFrame form={form} action={t('forgot.action')} pending={t('forgot.pending')}>
        <TextField
          {...form.field('email')}
          label={t('email')}
          type="email"
          inputMode="email"
          autoComplete="username"
          isRequired
          maxLength={254}
        />
      </FormFrame>
      {sentTo !== null && (
        <Note role="status" title={t('forgot.sent')} className="mt-4">
          {t('forgot.sentText', { email: sentTo })}
        </Note>
      )}
    </>
  )
}
