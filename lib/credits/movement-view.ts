import { z } from 'zod'

/** Movements a page holds unless asked otherwise. */
export const MOVEMENTS_PAGE = 50

export const movementFilters = ['all', 'jobs', 'grants'] as const
export type MovementFilter = (typeof movementFilters)[number]

/** `2026-11`. */
export const monthSchema = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)

/** One row of a person's ledger as its owner sees it. Amounts in credits. */
const movementSchema = z.object({
  /** Of the ledger's row; newer rows of a person have greater ones. */
  id: z.number(),
  at: z.iso.datetime(),
  kind: z.enum(['grant', 'take', 'redeem', 'hold', 'capture', 'remainder', 'release', 'loss']),
  amount: z.number(),
  availableAfter: z.number(),
  heldAfter: z.number(),
  /** Why credits were given, taken or given back, or the last letters of the code; null where the kind says it all. */
  reason: z.string().nullable(),
  job: z
    .object({
      id: z.string(),
      model: z.string(),
      /** The model's tool in the caller's language. */
      tool: z.string(),
      /** The job's first file. */
      name: z.string().nullable(),
    })
    .nullable(),
})
export type MovementView = z.infer<typeof movementSchema>

export const movementsSchema = z.object({
  movements: z.array(movementSchema),
  /** The cursor of the following page; null at the end. */
  next: z.string().nullable(),
})
export type MovementsView = z.infer<typeof movementsSchema>

export const spendingSchema = z.object({
  month: monthSchema,
  /** Whose midnights part the days. */
  zone: z.string(),
  total: z.number(),
  /** Every day of the month, the first first. */
  days: z.array(z.object({ day: z.iso.date(), credits: z.number(), jobs: z.number() })),
  /** The dearest first. */
  models: z.array(z.object({ model: z.string(), tool: z.string(), credits: z.number(), jobs: z.number() })),
})
export type SpendingView = z.infer<typeof spendingSchema>

/** What a movement does to what is available and to what is held: the signs of its amount. */
export const movementSigns = {
  grant: [1, 0],
  take: [-1, 0],
  redeem: [1, 0],
  hold: [-1, 1],
  capture: [0, -1],
  remainder: [1, -1],
  release: [1, -1],
  loss: [0, 0],
} as const satisfies Record<MovementView['kind'], readonly [number, number]>
