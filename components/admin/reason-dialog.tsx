'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react'
import type { Called } from '@/components/http/call'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Note } from '@/components/ui/note'
import { ReasonField } from './reason-field'

export type ReasonDialogProps = {
  title: string
  /** What the step does. */
  children?: ReactNode
  /** More fields, before the reason; the first of them takes the focus. */
  fields?: ReactNode
  action: string
  isBad?: boolean
  /** What is wrong with the other fields; then nothing is sent. */
  check?: () => boolean
  onSubmit: (reason: string) => Promise<Called<unknown>>
  onClose: () => void
}

/** A step that wants a reason, which the audit keeps. Enter takes it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, fields, action, isBad, check, onSubmit, onClose } = props
  const t = useTranslations('admin.models')
  const form = useId()
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)

  // The dialog is opened to type into it.
  useEffect(() => document.getElementById(form)?.querySelector('input')?.focus(), [form])

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (isPending) return
    const isWhole = check?.() ?? true
    if (reason.trim() === '') setError(t('noReason'))
    if (!isWhole || reason.trim() === '') return
    setPending(true)
    setProblem(null)
    const answer = await onSubmit(reason.trim())
    setPending(false)
    if (answer.ok) onClose()
    else setProblem(answer.message || t('noAnswer'))
  }

  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={form} variant={isBad ? 'bad' : 'ink'} isPending={isPending}>
            {isPending ? t('saving') : action}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="grid gap-4">
        {children && <div className="text-ink-2 text-pretty">{children}</div>}
        {fields}
        <ReasonField
          label={t('reason')}
          hint={t('reasonHint')}
          value={reason}
          error={error}
          onChange={(text) => {
            setReason(text)
            setError(null)
          }}
        />
        {problem && (
          <Note kind="bad" role="alert">
            {problem}
          </Note>
        )}
      </form>
    </Dialog>
  )
}
