'use client'

import type { ReactNode } from 'react'
import type { FieldView } from '@/lib/catalog/view'
import { useError, useForm } from './use-form'

export type FieldProps = { field: FieldView; path: string }

/** The ids that tie a field's parts together. */
export function useFieldIds(path: string) {
  const { id } = useForm()
  const base = `${id}-${path}`
  return { input: base, label: `${base}-label`, note: `${base}-note` }
}

export type FrameProps = FieldProps & {
  /** To the right of the label: a count, a limit. */
  aside?: ReactNode
  /** What the label names: one input, everything inside as a group, or a part inside that says so itself. */
  names?: 'input' | 'group' | 'part'
  children: ReactNode
}

/** Label above, hint or error below. The error takes the hint's place. */
export function Frame({ field, path, aside, names = 'input', children }: FrameProps) {
  const ids = useFieldIds(path)
  const isDescribed = useError(path) !== undefined || field.hint !== undefined
  const label = 'min-w-0 font-medium text-pretty'
  const parts = (
    <>
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        {names === 'input' ? (
          <label id={ids.label} htmlFor={ids.input} className={label}>
            {field.label}
          </label>
        ) : (
          <span id={ids.label} className={label}>
            {field.label}
          </span>
        )}
        {aside && <span className="shrink-0 text-12 text-ink-3 tabular-nums">{aside}</span>}
      </div>
      {children}
      <Note path={path} hint={field.hint} />
    </>
  )
  if (names !== 'group') return <div data-field={path}>{parts}</div>
  return (
    <fieldset
      data-field={path}
      aria-labelledby={ids.label}
      aria-describedby={isDescribed ? ids.note : undefined}
      className="min-w-0"
    >
      {parts}
    </fieldset>
  )
}

/** What is wrong with a field, else its hint. */
export function Note({ path, hint }: { path: string; hint?: string | undefined }) {
  const { note } = useFieldIds(path)
  const error = useError(path)
  if (error) {
    return (
      <p id={note} className="mt-1.5 text-12 text-bad text-pretty max-desk:text-[13px]">
        {error}
      </p>
    )
  }
  return hint ? (
    <p id={note} className="mt-1.5 text-12 text-ink-3 text-pretty max-desk:text-[13px]">
      {hint}
    </p>
  ) : null
}
