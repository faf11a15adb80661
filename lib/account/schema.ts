import { z } from 'zod'
import { passwordField } from '@/lib/auth/schema'

/** Asks for the end of one's own account; `confirmation` is its address. */
export const closingSchema = z.strictObject({
  confirmation: z.string().max(300),
  password: passwordField.nullish(),
})
