'use client'

import type { FieldView } from '@/lib/catalog/view'
import { rowsOf } from './fields'
import { useForm, useFormState } from './use-form'

/** Names that other groups give and this field speaks of: who says a line is one of the speakers. */
export function useNamesElsewhere(field: FieldView, path: string): readonly string[] {
  const { model } = useForm()
  const [group = ''] = path.split('.')
  const isInner = path !== group && field.type === 'string'
  const givers = isInner
    ? model.fields.filter(
        ({ name, itemFields }) => name !== group && itemFields?.some((inner) => inner.name === field.name),
      )
    : []
  // One text, so that nothing is drawn while they stay the same.
  const names = useFormState(({ values }) =>
    givers
      .flatMap(({ name }) => rowsOf(values[name]).map((row) => row.values[field.name]))
      .filter((name) => typeof name === 'string')
      .join('\n'),
  )
  return names === '' ? [] : [...new Set(names.split('\n'))]
}
