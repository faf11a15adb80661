import { z } from 'zod'
import { MOST_GRANTED, MOST_MOVED, REASON_MAX } from './bounds'

// What admins send to grant and take credits, and what they are told. Messages are keys of `errors.fields`.

/** Credits on the wire have at most three decimals. */
const isCredits = (amount: number) => Number(amount.toFixed(3)) === amount

const reason = z.string().trim().min(1).max(REASON_MAX)

/** The body of `POST /api/admin/people/ID/credits`; a negative amount takes. */
export const creditsMoveSchema = z.strictObject({
  amount: z
    .number()
    .refine((amount) => amount !== 0 && Math.abs(amount) <= MOST_MOVED && isCredits(amount), 'credits_move'),
  reason,
})
export type CreditsMove = z.infer<typeof creditsMoveSchema>

/** The body of `POST /api/admin/grants`. Who is named twice is granted once. */
export const grantsSchema = z.strictObject({
  people: z.array(z.string().min(1).max(64)).min(1).max(MOST_GRANTED),
  amount: z
    .number()
    .refine((amount) => amount > 0 && amount <= MOST_MOVED && isCredits(amount), 'credits_grant'),
  reason,
})
export type Grants = z.infer<typeof grantsSchema>

/** A person's balance after a movement (credits). */
export const movedSchema = z.object({
  /** The person. */
  id: z.string(),
  /** The ledger's row. */
  movement: z.number(),
  available: z.number(),
  held: z.number(),
})
export type Moved = z.infer<typeof movedSchema>
