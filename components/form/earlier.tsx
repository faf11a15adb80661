'use client'

import { useTranslations } from 'next-intl'
import { isBlank } from './draft'
import { bringBack, type Session, startAfresh } from './session'
import { useForm, useFormState } from './use-form'

/** What was typed before other settings took its place can come back. */
export function Earlier({ session }: { session: Session }) {
  const t = useTranslations('form')
  const { model } = useForm()
  const hasEarlier = useFormState((state) => state.hasEarlier)
  if (!hasEarlier) return null
  return (
    <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 rounded-control bg-well px-3 py-2 text-12 text-ink-2">
      {t('replaced')}
      <button type="button" onClick={() => bringBack(model, session)} className="link font-medium">
        {t('bringBack')}
      </button>
    </p>
  )
}

/** Empties the form; what was in it can be brought back. */
export function StartAfresh({ session }: { session: Session }) {
  const t = useTranslations('form')
  const { model } = useForm()
  const isEmpty = useFormState(isBlank)
  if (isEmpty) return null
  return (
    <button
      type="button"
      onClick={() => startAfresh(model, session)}
      className="justify-self-start text-12 text-ink-3 hover:text-ink max-desk:min-h-11 max-desk:text-[14px]"
    >
      {t('startAfresh')}
    </button>
  )
}
