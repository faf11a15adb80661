import { z } from 'zod'
import { instantText } from '@/lib/instant'
import { isCreditAmount } from './amount'
import { MOST_CODES, MOST_GRANTED, MOST_MOVED, MOST_USES, REASON_MAX } from './bounds'

// What admins send to grant and take credits, and what they are told. Messages are keys of `errors.fields`.

/** Credits that one movement gives. */
const given = z
  .number()
  .refine((amount) => amount > 0 && amount <= MOST_MOVED && isCreditAmount(amount), 'credits_grant')

/** From 1 to `most`; `problem` says what else is asked. */
const whole = (most: number, problem: string) =>
  z
    .number()
    .refine((count) => Number.isInteger(count), 'not_whole')
    .refine((count) => count >= 1 && count <= most, problem)

const reason = z.string().trim().min(1).max(REASON_MAX)

/** Credits that one movement gives or, negative, takes. */
const moved = z
  .number()
  .refine(
    (amount) => amount !== 0 && Math.abs(amount) <= MOST_MOVED && isCreditAmount(amount),
    'credits_move',
  )

/** The body of `POST /api/admin/people/ID/credits`; a negative amount takes. */
export const creditsMoveSchema = z.strictObject({ amount: moved, reason })
export type CreditsMove = z.infer<typeof creditsMoveSchema>

/** The body of `POST /api/admin/grants`; a negative amount takes. Who is named twice is granted or taken from once. */
export const grantsSchema = z.strictObject({
  people: z.array(z.string().min(1).max(64)).min(1).max(MOST_GRANTED),
  amount: moved,
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

/** The body of `POST /api/credits/redeem`. */
export const redeemSchema = z.strictObject({ code: z.string().trim().min(1).max(100) })

/** What a code gave, and the balance after it (credits). */
export const redeemedSchema = z.object({ amount: z.number(), available: z.number(), held: z.number() })
export type Redeemed = z.infer<typeof redeemedSchema>

/** The body of `POST /api/admin/codes`: a batch of redemption codes. */
export const codeBatchSchema = z.strictObject({
  /** What one redemption gives. */
  amount: given,
  count: whole(MOST_CODES, 'codes_count'),
  /** How many people may redeem each code. */
  uses: whole(MOST_USES, 'codes_uses'),
  /** From when on it is worth nothing; null: never. */
  expiresAt: instantText
    .transform((text) => new Date(text))
    .refine((at) => at.getTime() > Date.now(), 'not_past')
    .nullable(),
  note: reason,
})
export type CodeBatch = z.output<typeof codeBatchSchema>
