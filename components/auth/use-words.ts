'use client'

import { useTranslations } from 'next-intl'
import type { SignedIn } from '@/components/auth/next-auth'
import type { Problems } from '@/components/auth/use-form'
import type { Called, Refused } from '@/components/http/call'
import { PASSWORD_MIN } from '@/lib/auth/bounds'

/** What the forms of accounts say when something is missing or goes wrong. */
export function useFormWords() {
  const t = useTranslations('auth')
  const failed = (sent: Called<unknown>): string => {
    if (sent.ok) return t('failed')
    return sent.status === 0 ? t('noAnswer') : sent.message || t('failed')
  }
  return {
    email: (value: string) => (value.trim() === '' ? t('noEmail') : undefined),
    name: (value: string) => (value.trim() === '' ? t('noName') : undefined),
    password: (value: string) => (value === '' ? t('noPassword') : undefined),
    newPassword: (value: string) => {
      if (value === '') return t('noPassword')
      return value.length < PASSWORD_MIN ? t('shortPassword', { min: PASSWORD_MIN }) : undefined
    },
    failed,
    /**
     * The server's words at the fields that it names and the form has; else above the button.
     * @param noAnswer what is said above the button where nobody answered
     */
    refused: <Field extends string>(
      sent: Refused,
      fields: readonly Field[],
      noAnswer = t('noAnswer'),
    ): Problems<Field> => {
      const named = Object.fromEntries(
        fields.flatMap((name) => (sent.fields[name] ? [[name, sent.fields[name]]] : [])),
      ) as Problems<Field>
      if (Object.keys(named).length > 0) return named
      return { form: sent.status === 0 ? noAnswer : failed(sent) } as Problems<Field>
    },
    /** Null when signed in. */
    notIn: (signedIn: SignedIn): string | null => {
      if (signedIn.kind === 'in') return null
      if (signedIn.kind === 'wrong') return t('signIn.wrong')
      if (signedIn.kind === 'slow') return t('signIn.slow', { minutes: signedIn.minutes })
      return failed(signedIn.answer)
    },
  }
}

/** Leaves out what is not wrong. */
export const onlyProblems = <Field extends string>(
  found: Record<Field, string | undefined>,
): Problems<Field> | null => {
  const wrong = Object.entries(found).filter(([, text]) => text !== undefined)
  return wrong.length > 0 ? (Object.fromEntries(wrong) as Problems<Field>) : null
}
