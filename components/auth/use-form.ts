'use client'

import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'

export type Problems<Field extends string> = Partial<Record<Field, string>> & {
  /** Of no one field. */
  form?: string
}

export type Form<Field extends string> = {
  values: Record<Field, string>
  problems: Problems<Field>
  isPending: boolean
  /** Spread into a text field. */
  field: (name: Field) => {
    name: Field
    value: string
    error: string | null
    onChange: (value: string) => void
  }
  submit: (event: FormEvent) => void
  /** Back to what it began with. */
  reset: () => void
  ref: RefObject<HTMLFormElement | null>
}

/**
 * A form that checks when it is sent, names each bad field and puts the focus on the first.
 * @param act what sending does; null: done and leaving, so the form stays pending; else what is wrong (nothing: done)
 */
export function useForm<Field extends string>(
  initial: Record<Field, string>,
  act: (values: Record<Field, string>) => Promise<Problems<Field> | null>,
): Form<Field> {
  const [values, setValues] = useState(initial)
  const [problems, setProblems] = useState<Problems<Field>>({})
  const [isPending, setPending] = useState(false)
  const ref = useRef<HTMLFormElement>(null)

  // Again at each refusal, even of the same field.
  useEffect(() => {
    const bad = Object.keys(problems).find((name) => name !== 'form')
    if (bad) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problems])

  return {
    values,
    problems,
    isPending,
    ref,
    reset: () => setValues(initial),
    field: (name) => ({
      name,
      value: values[name],
      error: problems[name] ?? null,
      onChange: (value) => setValues((before) => ({ ...before, [name]: value })),
    }),
    submit: (event) => {
      event.preventDefault()
      if (isPending) return
      setPending(true)
      setProblems({})
      act(values).then((found) => {
        if (found === null) return
        setPending(false)
        setProblems(found)
      })
    },
  }
}
