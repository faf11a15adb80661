import { z } from 'zod'
import { PASSWORD_MAX, PASSWORD_MIN } from './bounds'

// The shapes of what people type about themselves. Messages are keys of `errors.fields`.

const EMAIL_LENGTH = 254
const NAME_LENGTH = 80

// One address and nothing that a mail program could read as two: no quotes, comments, lists, spaces or controls.
const LOCAL = /^[^\s"'(),:;<>@[\\\]\p{C}]{1,64}$/u
const DOMAIN =
  /^(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)(\.[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)*$/u

/**
 * The one form in which an address is stored, compared and mailed to: NFKC (so that full-width lookalikes of `@` are
 * seen for what they are), trimmed, lower case. Null: not an address.
 */
export function normalizeEmail(text: string): string | null {
  if (text.length > EMAIL_LENGTH) return null
  const address = text.normalize('NFKC').trim().toLowerCase().normalize('NFKC')
  const [local = '', domain = '', ...more] = address.split('@')
  if (more.length > 0 || address.length > EMAIL_LENGTH || !LOCAL.test(local) || !DOMAIN.test(domain))
    return null
  return /^\.|\.\.|\.$/.test(local) ? null : address
}

export const emailField = z.string().transform((text, context) => {
  const address = normalizeEmail(text)
  if (address) return address
  context.addIssue({ code: 'custom', message: text.trim() === '' ? 'required' : 'email_invalid' })
  return z.NEVER
})

export const nameField = z
  .string()
  .max(NAME_LENGTH)
  .transform((text) => text.normalize('NFC').trim().replace(/\s+/g, ' '))
  .pipe(
    z
      .string()
      .min(1)
      .regex(/^\P{C}*$/u),
  )

/** A password that is to be set. What it is compared with is `lib/auth/passwords`' matter. */
export const newPasswordField = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX)

/** A password that is to be checked against a stored one. */
export const passwordField = z.string().min(1).max(PASSWORD_MAX)

/** A person as admins see them. Credits; instants in ISO 8601. */
export const personSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(['user', 'admin']),
  /** `closed`: the account was deleted, which is for ever. */
  state: z.enum(['active', 'disabled', 'closed']),
  available: z.number(),
  held: z.number(),
  createdAt: z.string(),
  /** When they were last here, to within an hour; null: never. */
  lastSeenAt: z.string().nullable(),
  /** Name of the group whose limits count. */
  group: z.string().nullable(),
  /** Limits of their own. */
  isLimited: z.boolean(),
})
export type PersonView = z.infer<typeof personSchema>
