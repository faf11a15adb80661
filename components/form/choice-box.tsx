'use client'

import { useLocale, useTranslations } from 'next-intl'
import { toCredits } from '@/lib/credits/amount'
import { formatCredits } from '@/lib/format'
import type { Choice, ChoiceProps } from './choice'
import { type FieldProps, Frame, useFieldIds } from './frame'
import { SegmentChoice } from './segment-choice'
import { SelectChoice } from './select-choice'
import { ShapeChoice } from './shape-choice'
import { shapesOf } from './shapes'
import { widthOf } from './text-width'
import { useError, useForm, usePrices, useValue } from './use-form'

/** So many values, and so many letters in them, fit in one row. */
const SEGMENTS = 4
const LETTERS = 32

/** The choice that leaves a setting to the model. */
const NONE = 'none'

const fitsRow = (choices: readonly Choice[]) =>
  choices.length <= SEGMENTS &&
  choices.reduce((sum, { label, price }) => sum + widthOf(label) + (price ? price.length + 1 : 0), 0) <=
    LETTERS

/** One of several values: shapes as shapes, few short ones side by side, else a list. */
export function ChoiceBox({ field, path }: FieldProps) {
  const t = useTranslations('form')
  const locale = useLocale()
  const { store } = useForm()
  const ids = useFieldIds(path)
  const error = useError(path)
  const held = useValue(path)
  const prices = usePrices(({ options }) => options[path])
  const options = field.options ?? []
  const value = held ?? field.default
  const isOpen = !field.required && field.default === undefined
  const choices: Choice[] = options.map(({ label }, index) => {
    const price = prices?.[index]
    return {
      id: String(index),
      label,
      price: price === undefined || price === null ? null : formatCredits(locale, toCredits(price)),
    }
  })
  const all = isOpen ? [{ id: NONE, label: t('modelDecides'), price: null }, ...choices] : choices
  const index = options.findIndex((option) => option.value === value)
  const chosen = index >= 0 ? String(index) : isOpen ? NONE : null
  const shapes = shapesOf(options)
  const props: ChoiceProps = {
    choices: all,
    chosen,
    onChoose: (id) => store.set(path, options[Number(id)]?.value),
    labelledBy: ids.label,
    describedBy: error || field.hint ? ids.note : undefined,
    isBad: error !== undefined,
    isRequired: field.required,
  }
  if (shapes && shapes.length > 2) {
    return (
      <Frame field={field} path={path} names="part" aside={all.find(({ id }) => id === chosen)?.label}>
        <ShapeChoice {...props} shapes={isOpen ? [{ ratio: null }, ...shapes] : shapes} />
      </Frame>
    )
  }
  return (
    <Frame field={field} path={path} names="part">
      {fitsRow(all) ? <SegmentChoice {...props} /> : <SelectChoice {...props} id={ids.input} />}
    </Frame>
  )
}
