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
import { Segmented } from '@/components/ui/segmented'
import { TextField } from '@/components/ui/text-field'
import type { PersonView } from '@/lib/auth/schema'
import { parseCredits, toCredits, toThousandths } from '@/lib/credits/amount'
import { MOST_MOVED } from '@/lib/credits/bounds'
import type { Moved } from '@/lib/credits/schema'
import { formatCredits } from '@/lib/format'
import { grantCredits, moveCredits } from './people-call'

type Field = 'kind' | 'amount' | 'reason'

export type CreditsDialogProps = {
  /** One person, or the ids of several. */
  whom: PersonView | readonly string[]
  onClose: () => void
  onMoved: (moved: Moved[]) => void
}

/** Grants or takes credits with a reason, and shows beforehand what comes of it. */
export function CreditsDialog({ whom, onClose, onMoved }: CreditsDialogProps) {
  const t = useTranslations('admin.move')
  const words = useFormWords()
  const locale = useLocale()
  const formId = useId()
  const keyOf = useRequestKey()
  const person = 'id' in whom ? whom : null
  const count = 'id' in whom ? 1 : whom.length

  const form = useForm<Field>({ kind: 'grant', amount: '', reason: '' }, async (values) => {
    const amount = parseCredits(values.amount, MOST_MOVED)
    const reason = values.reason.trim()
    const isTake = values.kind === 'take'
    const tooMuch = isTake && person && amount !== null && amount > person.available
    const wrong = onlyProblems<Field>({
      kind: undefined,
      amount:
        amount === null
          ? t('badAmount')
          : tooMuch
            ? t('tooMuch', { figure: formatCredits(locale, person.available) })
            : undefined,
      reason: reason === '' ? t('noReason') : undefined,
    })
    if (wrong || amount === null) return wrong
    const key = keyOf([values.kind, amount, reason])
    const move = { amount: isTake ? -amount : amount, reason }
    const sent =
      'id' in whom
        ? await moveCredits(whom.id, move, key)
        : await grantCredits({ people: [...whom], ...move }, key)
    if (sent.ok) {
      onMoved('people' in sent.value ? sent.value.people : [sent.value])
      onClose()
      return null
    }
    return words.refused(sent, ['amount', 'reason'], t('noAnswer'))
  })

  const { kind } = form.values
  const amount = parseCredits(form.values.amount, MOST_MOVED)
  const figure = (credits: number) => formatCredits(locale, credits)
  const after =
    person &&
    toCredits(toThousandths(person.available) + (kind === 'take' ? -1 : 1) * toThousandths(amount ?? 0))
  const action =
    amount === null
      ? t(kind === 'take' ? 'take' : 'grant')
      : kind === 'take'
        ? t('takeAmount', { count: amount, figure: figure(amount) })
        : t('grantAmount', { count: amount, figure: figure(amount) })
  return (
    <Dialog
      title={person ? t('title', { name: person.name }) : t('titleMany', { count })}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      footer={
        <Button type="submit" form={formId} variant="main" isPending={form.isPending}>
          {form.isPending ? t('pending') : action}
        </Button>
      }
    >
      <form id={formId} ref={form.ref} onSubmit={form.submit} noValidate className="grid gap-4">
        <Segmented
          label={t('kind')}
          segments={[
            { id: 'grant', label: t('grant') },
            { id: 'take', label: t('take') },
          ]}
          value={kind}
          onChange={form.field('kind').onChange}
          className="justify-self-start"
        />
        <TextField
          {...form.field('amount')}
          label={t('amount')}
          aside={person ? undefined : t('each')}
          inputMode="decimal"
          autoComplete="off"
          maxLength={14}
          autoFocus
          isRequired
        />
        <ReasonField {...form.field('reason')} label={t('reason')} hint={t('reasonHint')} isRequired />
        <p role="status" className="text-ink-2 tabular-nums">
          {person && after !== null
            ? after < 0
              ? t('short', { before: figure(person.available) })
              : t('becomes', { before: figure(person.available), after: figure(after) })
            : t(kind === 'take' ? 'takenInAll' : 'inAll', {
                count,
                figure: figure(toCredits(toThousandths(amount ?? 0) * count)),
              })}
        </p>
        <FormProblem text={form.problems.form} />
      </form>
    </Dialog>
  )
}
