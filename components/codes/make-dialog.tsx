'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useId } from 'react'
import { ReasonField } from '@/components/admin/reason-field'
import { useForm } from '@/components/auth/use-form'
import { onlyProblems, useFormWords } from '@/components/auth/use-words'
import { useRequestKey } from '@/components/http/use-request-key'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { FormProblem } from '@/components/ui/form-problem'
import { TextField } from '@/components/ui/text-field'
import type { BatchView } from '@/lib/admin/codes-view'
import { parseCredits } from '@/lib/credits/amount'
import { MOST_CODES, MOST_MOVED, MOST_USES } from '@/lib/credits/bounds'
import { formatCredits, formatNumber } from '@/lib/format'
import { endOfDay, readWhole } from './batch-form'
import { makeBatch } from './codes-call'

const fields = ['amount', 'count', 'uses', 'expiresAt', 'note'] as const
type Field = (typeof fields)[number]

export type MakeDialogProps = { onClose: () => void; onMade: (batch: BatchView) => void }

/** Makes a batch of codes, and says beforehand what it may cost at most. */
export function MakeDialog({ onClose, onMade }: MakeDialogProps) {
  const t = useTranslations('codes.make')
  const words = useFormWords()
  const locale = useLocale()
  const formId = useId()
  const keyOf = useRequestKey()
  const initial = { amount: '', count: '1', uses: '1', expiresAt: '', note: '' }
  const form = useForm<Field>(initial, async (values) => {
    const [amount, count, uses] = [
      parseCredits(values.amount, MOST_MOVED),
      readWhole(values.count, MOST_CODES),
      readWhole(values.uses, MOST_USES),
    ]
    const note = values.note.trim()
    const wrong = onlyProblems<Field>({
      amount: amount === null ? t('badAmount') : undefined,
      count: count === null ? t('badWhole', { max: MOST_CODES }) : undefined,
      uses: uses === null ? t('badWhole', { max: MOST_USES }) : undefined,
      expiresAt: undefined,
      note: note === '' ? t('noNote') : undefined,
    })
    if (wrong || amount === null || count === null || uses === null) return wrong
    const batch = { amount, count, uses, expiresAt: endOfDay(values.expiresAt), note }
    const made = await makeBatch(batch, keyOf(batch))
    if (made.ok) {
      onMade(made.value.batch)
      return null
    }
    return words.refused(made, fields, t('noAnswer'))
  })

  const { values } = form
  const [amount, count, uses] = [
    parseCredits(values.amount, MOST_MOVED),
    readWhole(values.count, MOST_CODES),
    readWhole(values.uses, MOST_USES),
  ]
  return (
    <Dialog
      title={t('title')}
      isOpen
      onOpenChange={onClose}
      footer={
        <Button type="submit" form={formId} variant="main" isPending={form.isPending}>
          {form.isPending
            ? t('pending')
            : t('action', { count: count ?? 0, figure: formatNumber(locale, count ?? 0) })}
        </Button>
      }
    >
      <form id={formId} ref={form.ref} onSubmit={form.submit} noValidate className="grid gap-4">
        <TextField
          {...form.field('amount')}
          label={t('amount')}
          aside={t('each')}
          inputMode="decimal"
          autoComplete="off"
          maxLength={14}
          autoFocus
          isRequired
        />
        <div className="grid grid-cols-2 items-start gap-4">
          <TextField
            {...form.field('count')}
            label={t('count')}
            inputMode="numeric"
            autoComplete="off"
            maxLength={7}
            isRequired
          />
          <TextField
            {...form.field('uses')}
            label={t('uses')}
            hint={t('usesHint')}
            inputMode="numeric"
            autoComplete="off"
            maxLength={7}
            isRequired
          />
        </div>
        <TextField {...form.field('expiresAt')} label={t('expires')} hint={t('expiresHint')} type="date" />
        <ReasonField {...form.field('note')} label={t('note')} hint={t('noteHint')} isRequired />
        <p role="status" className="text-ink-2 tabular-nums">
          {amount !== null &&
            count !== null &&
            uses !== null &&
            t('atMost', { figure: formatCredits(locale, amount * count * uses) })}
        </p>
        <FormProblem text={form.problems.form} />
      </form>
    </Dialog>
  )
}
