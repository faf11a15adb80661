'use client'

import { useTranslations } from 'next-intl'
import type { FieldProblem } from '@/lib/refusal'
import type { MediaItem } from './media-item'
import { useForm } from './use-form'

/** Problems that can be said more shortly beside the field than in an answer to a program. */
const plain = ['required', 'media_required', 'film_required', 'sound_required'] as const

/** What is wrong, as a sentence in the person's language. */
export function useProblemWords() {
  const t = useTranslations('form')
  const sentences = useTranslations('errors.fields')
  const { model } = useForm()
  const labelOf = (name: string) => model.fields.find((field) => field.name === name)?.label ?? name
  /** Names of fields become what people read for them. */
  const named = (values: FieldProblem['values'] = {}) => ({
    ...values,
    ...('other' in values && { other: labelOf(String(values.other)) }),
    ...('fields' in values && { fields: String(values.fields).split(', ').map(labelOf).join(', ') }),
  })
  const sentence = ({ key, values }: FieldProblem, field: string): string => {
    const short = plain.find((one) => one === key)
    return short ? t(`problem.${short}`) : sentences(key, { field, ...named(values) })
  }
  return {
    sentence,
    /** Of a file that cannot be used, or null. */
    ofItem(item: MediaItem, field: string): string | null {
      if (item.problem) return sentence(item.problem, field)
      if (item.phase === 'failed') return item.error || t('noAnswer')
      return null
    },
  }
}
