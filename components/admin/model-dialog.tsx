'use client'

import { useTranslations } from 'next-intl'
import type { Called } from '@/components/http/call'
import type { AdminModel } from '@/lib/admin/finding'
import { ReasonDialog } from './reason-dialog'
import type { ModelChange } from './use-catalogue'

export type ModelDialogProps = {
  model: AdminModel
  onSubmit: (change: ModelChange) => Promise<Called<unknown>>
  onClose: () => void
}

/** Asks for the reason of a switch. */
export function ModelDialog({ model, onSubmit, onClose }: ModelDialogProps) {
  const t = useTranslations('admin.models')
  const { title } = model
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
