'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useRequestKey } from '@/components/http/use-request-key'
import { Segmented } from '@/components/ui/segmented'
import { TextField } from '@/components/ui/text-field'
import { MOST_CREDITS, MOST_TIMES } from '@/lib/admin/bounds'
import type { AdminModel } from '@/lib/admin/finding'
import type { AskedRule, NewRule } from '@/lib/admin/price-schema'
import { parseCredits } from '@/lib/credits/amount'
import { PriceEffect } from './price-effect'
import { ReasonDialog } from './reason-dialog'
import { setRule } from './use-prices'

const kinds = ['times', 'fixed', 'none'] as const
type Kind = (typeof kinds)[number]
const moments = ['now', 'later'] as const
type Moment = (typeof moments)[number]

export type PriceDialogProps = {
  /** Null: all models. */
  model: AdminModel | null
  /** A rule counts here now, so that it can end. */
  hasRule: boolean
  /** What is chosen at first. */
  initial?: Kind
  onSaved: () => void
  onClose: () => void
}

/** Sets what people pay, from when on and why, and shows before what it would have meant for past jobs. */
export function PriceDialog({ model, hasRule, initial, onSaved, onClose }: PriceDialogProps) {
  const t = useTranslations('prices')
  const isListed = model === null || model.list !== null
  const [kind, setKind] = useState<Kind>(initial ?? (isListed ? 'times' : 'fixed'))
  const [value, setValue] = useState('')
  const [moment, setMoment] = useState<Moment>('now')
  const [at, setAt] = useState('')
  const [errors, setErrors] = useState<{ value?: string; at?: string }>({})
  const keyOf = useRequestKey()
  const rule = useMemo(() => readRule(kind, value), [kind, value])
  const from = moment === 'now' || at === '' ? null : new Date(at)
  const shown = kinds.filter((one) => (one === 'times' ? isListed : one === 'fixed' || hasRule))

  function check() {
    const wrong = {
      ...(rule === undefined && { value: t(kind === 'times' ? 'badTimes' : 'badCredits') }),
      ...(moment === 'later' && !(from && from.getTime() > Date.now()) && { at: t('badMoment') }),
    }
    setErrors(wrong)
    return Object.keys(wrong).length === 0
  }

  async function save(reason: string) {
    const asked: NewRule = {
      model: model?.id ?? null,
      rule: rule ?? null,
      from: from?.toISOString() ?? null,
      reason,
    }
    const answer = await setRule(asked, keyOf(asked))
    if (answer.ok) onSaved()
    return answer
  }

  return (
    <ReasonDialog
      title={model ? t('titleOf', { title: model.title }) : t('titleAll')}
      action={t('save')}
      check={check}
      onSubmit={save}
      onClose={onClose}
      fields={
        <>
          <Segmented
            label={t('kind.label')}
            segments={shown.map((id) => ({ id, label: t(`kind.${id}`) }))}
            value={kind}
            onChange={(id) => {
              setKind(id)
              setErrors({})
            }}
            className="justify-self-start"
          />
          {kind !== 'none' && (
            <TextField
              label={kind === 'times' ? t('factor') : t('credits')}
              value={value}
              error={errors.value ?? null}
              inputMode="decimal"
              autoComplete="off"
              maxLength={12}
              onChange={(text) => {
                setValue(text)
                setErrors({})
              }}
            />
          )}
          <Segmented
            label={t('from.label')}
            segments={moments.map((id) => ({ id, label: t(`from.${id}`) }))}
            value={moment}
            onChange={setMoment}
            className="justify-self-start"
          />
          {moment === 'later' && (
            <TextField
              label={t('moment')}
              type="datetime-local"
              value={at}
              error={errors.at ?? null}
              onChange={(text) => {
                setAt(text)
                setErrors({})
              }}
            />
          )}
          {rule && <PriceEffect model={model?.id ?? null} rule={rule} />}
        </>
      }
    >
      {model ? t('textOf') : t('textAll')}
    </ReasonDialog>
  )
}

/** Undefined: what was typed is no rule. */
function readRule(kind: Kind, text: string): AskedRule | null | undefined {
  if (kind === 'none') return null
  const value = parseCredits(text, kind === 'times' ? MOST_TIMES : MOST_CREDITS)
  if (value === null) return undefined
  return kind === 'times' ? { times: value } : { credits: value }
}
