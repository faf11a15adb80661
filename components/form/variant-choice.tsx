'use client'

import { useTranslations } from 'next-intl'
import type { Choice } from './choice'
import { SegmentChoice } from './segment-choice'
import { SelectChoice } from './select-choice'
import { widthOf } from './text-width'
import { useForm, useFormState } from './use-form'

/** Letters that fit side by side. */
const LETTERS = 30

/** Which of its shapes of input a model is asked in. What another shape asks for stays as it is, and is not sent. */
export function VariantChoice() {
  const t = useTranslations('form')
  const { id, model, store } = useForm()
  const chosen = useFormState((state) => state.variant)
  if (!model.variants) return null
  const choices: Choice[] = model.variants.map(({ label }, index) => ({
    id: String(index),
    label,
    price: null,
  }))
  const labelId = `${id}-variant-label`
  const props = {
    choices,
    chosen: String(chosen),
    onChoose: (next: string) => store.patch({ variant: Number(next), errors: {}, problem: null }),
    labelledBy: labelId,
    describedBy: undefined,
    isBad: false,
    isRequired: true,
  }
  const isShort = choices.reduce((sum, choice) => sum + widthOf(choice.label), 0) <= LETTERS
  return (
    <div>
      <span id={labelId} className="mb-1.5 block font-medium">
        {t('variant')}
      </span>
      {isShort ? <SegmentChoice {...props} /> : <SelectChoice {...props} id={`${id}-variant`} />}
    </div>
  )
}
