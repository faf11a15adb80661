'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Called } from '@/components/jobs/call'
import { TextField } from '@/components/ui/text-field'
import type { AdminModel } from '@/lib/admin/finding'
import type { ModelAct } from './model-line'
import { ReasonDialog } from './reason-dialog'
import type { ModelChange } from './use-catalogue'

const CREDITS = /^\d{1,7}([.,]\d{1,3})?$/
const MOST = 1_000_000

export type ModelDialogProps = {
  model: AdminModel
  act: ModelAct
  onSubmit: (change: ModelChange) => Promise<Called<unknown>>
  onClose: () => void
}

/** Asks for the reason of a switch, or for a price and its reason. */
export function ModelDialog({ model, act, onSubmit, onClose }: ModelDialogProps) {
  const t = useTranslations('admin.models')
  const { title } = model
  if (act === 'price') return <PriceDialog {...{ model, onSubmit, onClose }} />
  const offered = !model.offered
  return (
    <ReasonDialog
      title={t(offered ? 'turnOn' : 'turnOff', { title })}
      action={t(offered ? 'confirmOn' : 'confirmOff')}
      isBad={!offered}
      onSubmit={(reason) => onSubmit({ offered, reason })}
      onClose={onClose}
    >
      {t(offered ? 'turnOnText' : 'turnOffText')}
    </ReasonDialog>
  )
}

/** Only of a model whose price KIE does not tell; an empty field takes the price away. */
function PriceDialog({ model, onSubmit, onClose }: Omit<ModelDialogProps, 'act'>) {
  const t = useTranslations('admin.models')
  const [price, setPrice] = useState(model.set === null ? '' : String(model.set))
  const [error, setError] = useState<string | null>(null)
  const said = price.trim()
  const credits = Number(said.replace(',', '.'))
  const isRight = said === '' || (CREDITS.test(said) && credits > 0 && credits <= MOST)
  return (
    <ReasonDialog
      title={t('priceOf', { title: model.title })}
      action={t('save')}
      check={() => {
        setError(isRight ? null : t('badPrice'))
        return isRight
      }}
      onSubmit={(reason) => onSubmit({ price: said === '' ? null : credits, reason })}
      onClose={onClose}
      fields={
        <TextField
          label={t('price')}
          hint={t('priceHint')}
          value={price}
          error={error}
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          onChange={(text) => {
            setPrice(text)
            setError(null)
          }}
        />
      }
    >
      {t('priceText')}
    </ReasonDialog>
  )
}
