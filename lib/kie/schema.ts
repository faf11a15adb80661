import 'server-only'
import { z } from 'zod'

// The shapes of KIE's answers. What decides is strict; of the ornaments an odd one is dropped (`catch`), so that it
// cannot hide a result that was paid for.

/** Left for its reader to judge, missing or not. */
const anything = z.unknown().optional()
const words = z.string().nullish().catch(null)
const count = z.number().min(0).max(1e15).nullish().catch(null)
const credits = z.number().min(0).max(1e9).nullish().catch(null)

/** Any host, since KIE's change; but nothing that is not http. */
export const httpUrl = z.string().max(8192).refine(isHttp)

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** Every answer; some say `message` in place of `msg`. */
export const envelope = z
  .object({
    code: z.union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,5}$/)
        .transform(Number),
    ]),
    msg: words,
    message: words,
    data: anything,
  })
  .transform(({ code, msg, message, data }) => ({ code, message: msg || message || '', data }))

export const created = z.object({ taskId: z.string().min(1).max(200) })

export const balance = z.number()

/** The quickstart page shows other fields; only this one is real. */
export const uploaded = z.object({ downloadUrl: httpUrl })

/** `data` of recordInfo. Texts with JSON inside (`param`, `resultJson`) are opened where they are needed. */
export const record = z.object({
  taskId: words,
  state: z.enum(['waiting', 'queuing', 'generating', 'success', 'fail']),
  model: words,
  param: anything,
  resultJson: anything,
  /** `resultJson` opened already; only in the newest answers. */
  response: anything,
  failCode: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(null),
  failMsg: words,
  /** Seconds, whatever the documents say. */
  costTime: count,
  createTime: count,
  completeTime: count,
  creditsConsumed: credits,
  /** The older name of the same. */
  consumeCredits: credits,
})
export type TaskRecord = z.output<typeof record>

export const param = z.object({
  model: z.string().optional().catch(undefined),
  callBackUrl: z.string().optional().catch(undefined),
})

const oneOrMany = anything.transform((value) => (Array.isArray(value) ? value : [value]))

/** What a success made. `resultWaterMarkUrls`, covers and streams are left out on purpose. */
export const result = z.object({
  resultUrls: oneOrMany,
  firstFrameUrl: oneOrMany,
  lastFrameUrl: oneOrMany,
  /** Music. */
  data: z.array(z.object({ audio_url: anything })).catch([]),
  /** Text and structures. */
  resultObject: anything,
})
