'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useId } from 'react'
import { useForm } from '@/components/auth/use-form'
import { onlyProblems, useFormWords } from '@/components/auth/use-words'
import { send } from '@/components/http/call'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { FormProblem } from '@/components/ui/form-problem'
import { PasswordField, TextField } from '@/components/ui/text-field'
import { CLOSING_DAYS } from '@/lib/account/bounds'

export type CloseDialogProps = { email: string; hasPassword: boolean; onClose: () => void }

/** Asks for the account to be deleted: its address typed, and the password where there is one. */
export function CloseDialog({ email, hasPassword, onClose }: CloseDialogProps) {
  const t = useTranslations('account.close')
  const auth = useTranslations('auth')
  const words = useFormWords()
  const router = useRouter()
  const formId = useId()
  const form = useForm({ confirmation: '', password: '' }, async ({ confirmation, password }) => {
    const wrong = onlyProblems({
      confirmation:
        confirmation.trim().toLowerCase() === email.toLowerCase()
          ? undefined
          : t('noConfirmation', { email }),
      password: hasPassword ? words.password(password) : undefined,
    })
    if (wrong) return wrong
    const typed = { confirmation, password: hasPassword ? password : null }
    const sent = await send('POST', '/api/account/closing', typed)
    if (!sent.ok) return words.refused(sent, ['confirmation', 'password'])
    onClose()
    router.refresh()
    return null
  })
  // The dialog is opened to type into it.
  useEffect(() => document.getElementById(formId)?.querySelector('input')?.focus(), [formId])

  return (
    <Dialog
      title={t('title')}
      isOpen
      onOpenChange={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} variant="bad" isPending={form.isPending}>
            {form.isPending ? t('deleting') : t('action')}
          </Button>
        </>
      }
    >
      <form id={formId} ref={form.ref} onSubmit={form.submit} noValidate className="grid gap-4">
        <p className="text-ink-2 text-pretty">{t('text', { days: CLOSING_DAYS })}</p>
        <TextField
          {...form.field('confirmation')}
          label={t('confirmation')}
          hint={email}
          autoComplete="off"
          maxLength={254}
          isRequired
        />
        {hasPassword && (
          <PasswordField
            {...form.field('password')}
            label={auth('password')}
            autoComplete="current-password"
            maxLength={256}
            isRequired
          />
        )}
        <FormProblem text={form.problems.form} />
      </form>
    </Dialog>
  )
}
