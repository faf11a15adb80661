import type { ReactNode } from 'react'

export type FieldWords = {
  label: string
  /** To the right of the label: a unit, a limit, a link. */
  aside?: ReactNode
  hint?: ReactNode
  /** What is wrong; takes the hint's place and marks the field. */
  error?: string | null
}

/** The ids that tie a field to its hint and error. */
export const describedBy = (id: string, words: FieldWords) =>
  words.error ? `${id}-error` : words.hint ? `${id}-hint` : undefined

export const fieldBox =
  'flex w-full items-center gap-2 rounded-control border bg-panel px-3 focus-within:border-mark focus-within:shadow-[0_0_0_1px_var(--mark)]'

/** Label above, hint or error below. */
export function FieldFrame({ id, words, children }: { id: string; words: FieldWords; children: ReactNode }) {
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          {words.label}
        </label>
        {words.aside && <span className="text-12 text-ink-3">{words.aside}</span>}
      </div>
      {children}
      {words.error ? (
        <p id={`${id}-error`} className="mt-1.5 text-12 text-bad">
          {words.error}
        </p>
      ) : (
        words.hint && (
          <p id={`${id}-hint`} className="mt-1.5 text-12 text-ink-3 text-pretty">
            {words.hint}
          </p>
        )
      )}
    </div>
  )
}
