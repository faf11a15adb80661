'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LinkBox } from '@/components/account/link-box'
import { ReasonField } from '@/components/admin/reason-field'
import { FormFrame } from '@/components/auth/form-frame'
import { useForm } from '@/components/auth/use-form'
import { onlyProblems, useFormWords } from '@/components/auth/use-words'
import { send } from '@/components/http/call'
import { Note } from '@/components/ui/note'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { MOST_CREDITS } from '@/lib/admin/bounds'
import { parseCredits } from '@/lib/credits/amount'

const fields = ['email', 'credits', 'role', 'reason'] as const
const roles = ['user', 'admin'] as const

type Made = { path: string; kind: 'made' | 'mailed' | 'notMailed' }

export type InviteFormProps = {
  /** Invitations with an address are mailed. */
  sendsMail: boolean
  /** What every new account gets (credits). */
  welcome: number
}

/** Makes an invitation link. */
export function InviteForm({ sendsMail, welcome }: InviteFormProps) {
  const t = useTranslations('admin')
  const words = useFormWords()
  const router = useRouter()
  const [made, setMade] = useState<Made | null>(null)
  const form = useForm({ email: '', role: 'user', credits: '0', reason: '' }, async (values) => {
    const credits = parseCredits(values.credits, MOST_CREDITS, 0)
    const reason = values.reason.trim()
    const wrong = onlyProblems({
      credits: credits === null ? t('invitations.badCredits') : undefined,
      reason: reason === '' ? t('models.noReason') : undefined,
    })
    if (wrong) return wrong
    const email = values.email.trim()
    const sent = await send<{ invitation: { path: string }; mailed: boolean }>(
      'POST',
      '/api/admin/invitations',
      {
        email: email || null,
        role: values.role,
        credits,
        reason,
      },
    )
    if (!sent.ok) return words.refused(sent, fields)
    const { invitation, mailed } = sent.value
    setMade({ path: invitation.path, kind: mailed ? 'mailed' : email && sendsMail ? 'notMailed' : 'made' })
    form.reset()
    router.refresh()
    return {}
  })
  return (
    <>
      <FormFrame form={form} action={t('invitations.make')} pending={t('invitations.making')} isPart>
        <TextField
          {...form.field('email')}
          label={t('invitations.email')}
          hint={sendsMail ? t('invitations.emailMailed') : t('invitations.emailHint')}
          type="email"
          inputMode="email"
          autoComplete="off"
          maxLength={254}
        />
        <div className="grid grid-cols-2 items-start gap-4">
          <Select
            {...form.field('role')}
            label={t('invitations.role')}
            options={roles.map((id) => ({ id, label: t(`roles.${id}`) }))}
          />
          <TextField
            {...form.field('credits')}
            label={t('invitations.credits')}
            hint={t('invitations.creditsHint', { credits: welcome })}
            inputMode="decimal"
            autoComplete="off"
            maxLength={12}
          />
        </div>
        <ReasonField
          {...form.field('reason')}
          label={t('models.reason')}
          hint={t('models.reasonHint')}
          isRequired
        />
      </FormFrame>
      {made && (
        <div className="mt-4">
          <Note role="status" kind={made.kind === 'notMailed' ? 'warn' : 'info'}>
            {t(`invitations.${made.kind}`)}
          </Note>
          <LinkBox path={made.path} />
        </div>
      )}
    </>
  )
}
