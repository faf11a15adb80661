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

export function ProfileForm({ name }: { name: string }) {
  const t = useTranslations('settings.profile')
  const auth = useTranslations('auth')
  const words = useFormWords()
  const router = useRouter()
  const [isSaved, setSaved] = useState(false)
  const form = useForm({ name }, async (values) => {
    setSaved(false)
    const wrong = onlyProblems({ name: words.name(values.name) })
    if (wrong) return wrong
    const sent = await send('PATCH', '/api/account', values)
    if (!sent.ok) return words.refused(sent, ['name'])
    setSaved(true)
    router.refresh()
    return {}
  })
  return (
    <FormFrame form={form} action={t('save')} pending={t('saving')} isPart>
      <TextField {...form.field('name')} label={auth('name')} autoComplete="name" isRequired maxLength={80} />
      {isSaved && <Note role="status">{t('saved')}</Note>}
    </FormFrame>
  )
}
