'use client'

import { useRef } from 'react'
import type { FieldView } from '@/lib/catalog/view'
import { askedFields } from './fields'
import { useForm, useFormState } from './use-form'

/** The fields that are asked just now; the same list until others are. */
export function useAskedFields(): readonly FieldView[] {
  const { model } = useForm()
  const kept = useRef<{ key: string; fields: readonly FieldView[] }>({ key: '', fields: [] })
  return useFormState(({ variant, values }) => {
    const fields = askedFields(model, variant, values)
    const key = `${variant} ${fields.map(({ name, required }) => (required ? `${name}!` : name)).join()}`
    if (kept.current.key !== key) kept.current = { key, fields }
    return kept.current.fields
  })
}
