import 'server-only'
import { z } from 'zod'

const ms = z.number().int().min(0).max(3_600_000)

/** Ways in which any answer can go wrong. */
const answer = {
  delayMs: ms.optional(),
  hang: z.literal(true).optional(),
  reset: z.literal(true).optional(),
  code: z.number().int().optional(),
  msg: z.string().optional(),
  /** HTTP status of the answer; KIE's own is 200 even for errors. */
  status: z.number().int().min(200).max(599).optional(),
  /** Seconds, as a `Retry-After` header. */
  retryAfter: z.number().int().min(0).optional(),
  cut: z.literal(true).optional(),
  html: z.literal(true).optional(),
}
const createAct = z.strictObject({
  ...answer,
  /** The task is taken, the answer never arrives. */
  lost: z.literal(true).optional(),
  /** Whether the task is taken; otherwise it follows from the act. */
  accept: z.boolean().optional(),
  noTaskId: z.literal(true).optional(),
  sameTaskId: z.literal(true).optional(),
})
const recordAct = z.strictObject({ ...answer, unknown: z.literal(true).optional() })
const downloadAct = z.strictObject({
  delayMs: ms.optional(),
  hang: z.literal(true).optional(),
  reset: z.literal(true).optional(),
  status: z.number().int().min(300).max(599).optional(),
  /** Bytes a second. */
  drip: z.number().int().min(1).optional(),
  huge: z.literal(true).optional(),
  corrupt: z.literal(true).optional(),
  cut: z.literal(true).optional(),
  html: z.literal(true).optional(),
  svg: z.literal(true).optional(),
  redirect: z.string().optional(),
})
const taskAct = z.strictObject({
  fail: z.strictObject({ code: z.string().default('500'), msg: z.string() }).optional(),
  never: z.literal(true).optional(),
  backwards: z.literal(true).optional(),
  result: z.enum(['rubbish', 'null', 'blank', 'empty', 'none']).optional(),
  /** How many URLs of the same result. */
  copies: z.number().int().min(1).max(20).optional(),
  extraUrls: z.array(z.string()).max(20).optional(),
  /** Put in place of the result's own URL. */
  link: z.string().optional(),
  /** recordInfo knows nothing of the task for so long. */
  hideMs: ms.optional(),
  workMs: ms.optional(),
  /** The input itself is the result: for load tests. */
  skipWork: z.literal(true).optional(),
})
const callbackAct = z.strictObject({
  none: z.literal(true).optional(),
  lateMs: ms.optional(),
  times: z.number().int().min(1).max(20).optional(),
  early: z.literal(true).optional(),
  forged: z.enum(['other-task', 'wrong-mac', 'wrong-signature', 'opposite']).optional(),
})

/** Of the second provider. Its errors are told by their HTTP status. */
const xtyAct = z.strictObject({
  ...answer,
  /** The picture is made, the answer never arrives. */
  lost: z.literal(true).optional(),
  /** Whether the picture is made; otherwise it follows from the act. */
  accept: z.boolean().optional(),
  /** The picture itself is the result: for load tests. */
  skipWork: z.literal(true).optional(),
  /** The error that is told, with `status` or 200. */
  error: z
    .strictObject({ message: z.string(), type: z.string(), code: z.string().nullable().optional() })
    .optional(),
  /** How long the result's link lives; an hour otherwise, and 0 is dead at once. */
  linkMs: ms.optional(),
  /** Put in place of the link. */
  content: z.string().optional(),
  noChoice: z.literal(true).optional(),
})

const often = {
  model: z.string().optional(),
  times: z.number().int().min(1).max(1_000_000).default(1),
  skip: z.number().int().min(0).default(0),
}
const rule = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('createTask'), ...often, act: createAct }),
  z.strictObject({ on: z.literal('recordInfo'), ...often, act: recordAct }),
  z.strictObject({
    on: z.enum(['upload', 'credit', 'download-url', 'models']),
    ...often,
    act: z.strictObject(answer),
  }),
  z.strictObject({ on: z.literal('download'), ...often, act: downloadAct }),
  z.strictObject({ on: z.literal('task'), ...often, act: taskAct }),
  z.strictObject({ on: z.literal('callback'), ...often, act: callbackAct }),
  z.strictObject({ on: z.literal('xty'), ...often, act: xtyAct }),
])
export const scriptSchema = z.strictObject({
  rules: z.array(rule).max(1000).optional(),
  /** Shortest time of a task in ms, for all that follow. */
  minMs: ms.optional(),
  /** How many new tasks ten seconds may hold, for load tests; KIE's own number is 20. */
  perTenSeconds: z.number().int().min(1).optional(),
  /** Signs callbacks as KIE does; null stops it. */
  hmacKey: z.string().min(1).nullable().optional(),
})

type Rule = z.output<typeof rule>
type On = Rule['on']
export type AnswerAct = z.output<typeof recordAct>
export type CreateAct = z.output<typeof createAct>
export type DownloadAct = z.output<typeof downloadAct>
export type TaskAct = z.output<typeof taskAct>
export type CallbackAct = z.output<typeof callbackAct>
export type XtyAct = z.output<typeof xtyAct>

export type Script = {
  add: (rules: Rule[]) => void
  clear: () => void
  /** What the first rule that still applies to this event wants done; uses it up by one. */
  next: (on: On, model?: string | null) => Rule['act'] | undefined
}

export function newScript(): Script {
  let rules: Rule[] = []
  return {
    add: (more) => rules.push(...structuredClone(more)),
    clear: () => {
      rules = []
    },
    next: (on, model) => {
      const found = rules.find((r) => r.on === on && (r.model === undefined || r.model === model))
      if (!found) return undefined
      if (found.skip > 0) {
        found.skip--
        return undefined
      }
      found.times--
      if (found.times <= 0) rules = rules.filter((r) => r !== found)
      return found.act
    },
  }
}
