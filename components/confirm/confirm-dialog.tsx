'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { waitMinutes } from '@/components/auth/next-auth'
import { useForm } from '@/components/auth/use-form'
import { onlyProblems, useFormWords } from '@/components/auth/use-words'
import { call, send } from '@/components/http/call'
import { signOut } from '@/components/layout/sign-out'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { FormProblem } from '@/components/ui/form-problem'
import { PasswordField } from '@/components/ui/text-field'

/** Asks for the password again before a sensitive act. Closing it leaves everything as it is. */
export function ConfirmDialog({ onAnswer }: { onAnswer: (isConfirmed: boolean) => void }) {
  const t = useTranslations('account.confirm')
  const words = useFormWords()
  const formId = useId()
  const [hasPassword, setHasPassword] = useState(true)
  const form = useForm({ password: '' }, async ({ password }) => {
    const wrong = onlyProblems({ password: words.password(password) })
    if (wrong) return wrong
    const sent = await send('POST', '/api/account/confirm', { password })
    if (sent.ok) {
      onAnswer(true)
      return null
    }
    if (sent.status === 429) return { form: t('slow', { minutes: waitMinutes(sent.retryAfterMs) }) }
    return words.refused(sent, ['password'])
  })

  // The dialog is opened to type into it, often from another dialog, which keeps the focus if it can.
  useEffect(() => document.getElementById(formId)?.querySelector('input')?.focus(), [formId])

  useEffect(() => {
    call<{ hasPassword: boolean }>('/api/account/confirm').then((answer) => {
      if (answer.ok) setHasPassword(answer.value.hasPassword)
    })
  }, [])

  return (
    <Dialog
      title={t('title')}
      isOpen
      onOpenChange={() => onAnswer(false)}
      footer={
        <>
          <Button onPress={() => onAnswer(false)}>{t('cancel')}</Button>
          {hasPassword ? (
            <Button type="submit" form={formId} variant="main" isPending={form.isPending}>
              {form.isPending ? t('checking') : t('action')}
            </Button>
          ) : (
            <Button variant="main" onPress={() => void signOut()}>
              {t('signOut')}
            </Button>
          )}
        </>
      }
    >
      {hasPassword ? (
        <form id={formId} ref={form.ref} onSubmit={form.submit} noValidate className="grid gap-4">
          <p className="text-ink-2 text-pretty">{t('text')}</p>
          <PasswordField
            {...form.field('password')}
            label={t('password')}
            autoComplete="current-password"
            maxLength={256}
            isRequired
          />
          <FormProblem text={form.problems.form} />
        </form>
      ) : (
        <p className="text-ink-2 text-pretty">{t('none')}</p>
      )}
    </Dialog>
  )
}
