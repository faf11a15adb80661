'use client'

import type { ReactNode } from 'react'
import type { Form } from '@/components/auth/use-form'
import { Button } from '@/components/ui/button'
import { FormProblem } from '@/components/ui/form-problem'

export type FormFrameProps = {
  form: Pick<Form<string>, 'submit' | 'isPending' | 'problems' | 'ref'>
  /** The button, and what it says meanwhile. */
  action: string
  pending: string
  /** One of several forms on a page: a plain button, no wider than its words. */
  isPart?: boolean
  children: ReactNode
}

/** Fields below each other, then what is wrong with the whole, then the one button. */
export function FormFrame({ form, action, pending, isPart, children }: FormFrameProps) {
  return (
    <form ref={form.ref} onSubmit={form.submit} noValidate className={`grid gap-4 ${isPart ? '' : 'mt-6'}`}>
      {children}
      <FormProblem text={form.problems.form} />
      <Button
        type="submit"
        variant={isPart ? 'plain' : 'main'}
        size={isPart ? 'normal' : 'run'}
        isPending={form.isPending}
        className={isPart ? 'justify-self-start' : 'mt-1'}
      >
        {form.isPending ? pending : action}
      </Button>
    </form>
  )
}
