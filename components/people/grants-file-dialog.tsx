'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { ReasonField } from '@/components/admin/reason-field'
import { useForm } from '@/components/auth/use-form'
import { useFormWords } from '@/components/auth/use-words'
import { useRequestKey } from '@/components/http/use-request-key'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { FormProblem } from '@/components/ui/form-problem'
import { Note } from '@/components/ui/note'
import type { Granted } from '@/lib/admin/grants-schema'
import { GrantsCheckedView } from './grants-checked'
import { GrantsLines } from './grants-lines'
import { grantFromFile } from './people-call'
import { useGrantsCheck } from './use-grants-check'
import { useSums } from './use-sums'

export type GrantsFileDialogProps = { onClose: () => void; onGranted: () => void }

/** Grants credits to the people of a CSV file, or takes them: shown beforehand what comes of it, then all of them at once. */
export function GrantsFileDialog({ onClose, onGranted }: GrantsFileDialogProps) {
  const t = useTranslations('grants')
  const words = useFormWords()
  const formId = useId()
  const keyOf = useRequestKey()
  const [fileProblem, setFileProblem] = useState<string | null>(null)
  const [granted, setGranted] = useState<Granted | null>(null)

  const form = useForm<'text' | 'reason'>({ text: '', reason: '' }, async ({ text, reason }) => {
    if (!ready) return {}
    if (ready.withoutReason > 0 && reason.trim() === '')
      return { reason: t('noReason', { count: ready.withoutReason }) }
    const key = keyOf([text, reason.trim()])
    const sent = await grantFromFile({ text, reason: reason.trim() }, key)
    if (sent.ok) {
      setGranted(sent.value)
      onGranted()
      return {}
    }
    // What the lines meant has changed meanwhile: which of them is told beside them.
    if (sent.fields.text) again()
    return words.refused(sent, ['text', 'reason'], t('noAnswer'))
  })
  const { called, isReading, again } = useGrantsCheck(form.values.text)
  const checked = called?.ok ? called.value : null
  const ready = checked && checked.people > 0 && checked.bad === 0 ? checked : null
  const sums = useSums()
  const close = (isOpen: boolean) => {
    if (!isOpen) onClose()
  }
  if (granted)
    return (
      <Dialog
        title={t('title')}
        isOpen
        onOpenChange={close}
        footer={
          <Button variant="main" onPress={onClose}>
            {t('done')}
          </Button>
        }
      >
        <p role="status" className="tabular-nums">
          {sums(granted).after}
        </p>
      </Dialog>
    )
  return (
    <Dialog
      title={t('title')}
      isOpen
      onOpenChange={close}
      footer={
        <Button
          type="submit"
          form={formId}
          variant="main"
          isPending={form.isPending}
          isDisabled={ready === null}
        >
          {form.isPending ? t('pending') : ready ? sums(ready).act : t('grant')}
        </Button>
      }
    >
      <form id={formId} ref={form.ref} onSubmit={form.submit} noValidate className="grid gap-4">
        <GrantsLines
          value={form.values.text}
          error={form.problems.text ?? fileProblem}
          onChange={(text) => {
            form.field('text').onChange(text)
            setFileProblem(null)
          }}
          onProblem={setFileProblem}
        />
        {isReading && (
          <p role="status" className="text-ink-3">
            {t('checking')}
          </p>
        )}
        {called?.ok === false && (
          <Note kind="bad" role="alert" action={<Button onPress={again}>{t('again')}</Button>}>
            {called.message || t('noAnswer')}
          </Note>
        )}
        {checked && <GrantsCheckedView checked={checked} />}
        <ReasonField
          {...form.field('reason')}
          label={t('reason')}
          hint={t('reasonHint')}
          isRequired={ready !== null && ready.withoutReason > 0}
        />
        <FormProblem text={form.problems.form} />
      </form>
    </Dialog>
  )
}
