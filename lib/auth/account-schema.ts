import { z } from 'zod'
import { locales } from '@/lib/locale'
import { emailField, nameField, newPasswordField, passwordField } from './schema'

// What people send to get an account, to come back to it, and to change it.

const tokenField = z.string().min(1).max(100)
const personFields = { email: emailField, name: nameField, password: newPasswordField }

export const signUpSchema = z.strictObject(personFields)
export const setupSchema = z.strictObject({ token: tokenField, ...personFields })
/** `email` counts only where the invitation names none. */
export const acceptSchema = z.strictObject({
  token: tokenField,
  ...personFields,
  email: personFields.email.nullish(),
})
export const resetSchema = z.strictObject({ token: tokenField, password: newPasswordField })
/** The address of an account: one to mail to, or one's own from now on. */
export const emailSchema = z.strictObject({ email: emailField })
/** The address to sign in with. */
export const joinedSchema = z.object({ email: z.string() })

export const profileSchema = z.strictObject({
  name: nameField.optional(),
  locale: z.enum(locales).optional(),
})
/** `current` is left out where there was no password before. */
export const newPasswordSchema = z.strictObject({
  current: passwordField.nullish(),
  password: newPasswordField,
})
export const confirmSchema = z.strictObject({ password: passwordField })
