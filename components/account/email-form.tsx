'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormFrame } from '@/components/auth/form-frame'
import { useForm } from '@/components/auth/use-form'
import { onlyProblems, useFormWords } from '@/components/auth/use-words'
import { send } from '@/components/http/call'
import { Note } from '@/components/ui/note'
import { TextField } from '@/components/ui/text-field'

/** The address by which a person signs in. */
export function EmailForm({ email }: { email: string }) {
  const t = useTranslations('account.email')
  const auth = useTranslations('auth')
  const words = useFormWords()
  const router = useRouter()
  const [isChanged, setChanged] = useState(false)
  const form = useForm({ email }, async (values) => {
    setChanged(false)
    const wrong = onlyProblems({ email: words.email(values.email) })
    if (wrong) return wrong
    const sent = await send('PUT', '/api/account/email', values)
    if (!sent.ok) return words.refused(sent, ['email'])
    setChanged(true)
    router.refresh()
    return {}
  })
  return (
    <FormFrame form={form} action={t('change')} pending={t('changing')} isPart>
      <TextField
        {...form.field('email')}
        label={auth('email')}
        hint={t('hint')}
        type="email"
        inputMode="email"
        autoComplete="username"
        maxLength={254}
        isRequired
      />
      {isChanged && <Note role="status">{t('changed')}</Note>}
    </FormFrame>
  )
}
