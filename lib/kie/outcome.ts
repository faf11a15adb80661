import 'server-only'
import type { Answer } from './request'
import { envelope } from './schema'
import type { RefusalReason, Refused, Unavailable } from './types'

/** `doubtful`: the request may have had its effect. `code` and `data` are KIE's own, where it spoke. */
export type Doubtful = {
  kind: 'doubtful'
  code: number | null
  message: string
  data: unknown
  retryAfterMs: number | null
}
type Verdict = { kind: 'ok'; data: unknown } | Refused | Doubtful

/**
 * Codes after which nothing happened, for certain. KIE puts its code into the body and answers HTTP 200, or uses the
 * same number as HTTP status, or a proxy before it does; all mean the same. What is not here is doubtful.
 */
const reasons: Partial<Record<number, RefusalReason>> = {
  301: 'not_found',
  302: 'not_found',
  307: 'not_found',
  308: 'not_found',
  400: 'invalid',
  401: 'unauthorized',
  402: 'no_credit',
  403: 'unauthorized',
  404: 'not_found',
  405: 'not_found',
  410: 'not_found',
  413: 'invalid',
  414: 'invalid',
  415: 'invalid',
  422: 'invalid',
  429: 'rate_limited',
  433: 'quota',
  451: 'invalid',
  455: 'maintenance',
}

/** Waits for the refusals that pass, where KIE names none (its window is 10 s). */
const waits: Partial<Record<RefusalReason, number>> = {
  rate_limited: 10_000,
  maintenance: 60_000,
  unreachable: 5_000,
}

/** Sorts an answer by what is certain about it. Prefers the code in the body to the HTTP status. */
export function judge(answer: Answer): Verdict {
  if (answer.kind === 'unreachable') return refused('unreachable', null, answer.message, null)
  if (answer.kind === 'broken') {
    return { kind: 'doubtful', code: null, message: answer.message, data: undefined, retryAfterMs: null }
  }
  const { status, retryAfterMs } = answer
  const spoken = envelope.safeParse(answer.body)
  const code = spoken.success ? spoken.data.code : null
  const data = spoken.data?.data
  const message = spoken.data?.message || `HTTP ${status}${spoken.success ? ` with code ${code}` : ''}`
  if (code === 200 && status < 300) return { kind: 'ok', data }

  const reason = reasonOf(code, message) ?? reasons[status]
  return reason
    ? refused(reason, code, message, retryAfterMs)
    : { kind: 'doubtful', code, message, data, retryAfterMs }
}

/** For calls that may be repeated: what could pass, and what is in doubt, is only unavailable now. */
export function orUnavailable(verdict: Refused | Doubtful): Refused | Unavailable {
  if (verdict.kind === 'refused' && verdict.retryAfterMs === null) return verdict
  return unavailable(verdict.message, verdict.retryAfterMs)
}

export function unavailable(message: string, retryAfterMs: number | null = null): Unavailable {
  return { kind: 'unavailable', message, retryAfterMs: retryAfterMs ?? 0 }
}

function reasonOf(code: number | null, message: string): RefusalReason | undefined {
  if (code === null) return undefined
  if (code === 500 && isValidationText(message)) return 'invalid'
  // As an HTTP status 505 means something else, so that it is not in the common list.
  return code === 505 ? 'disabled' : reasons[code]
}

function refused(reason: RefusalReason, code: number | null, message: string, asked: number | null): Refused {
  const wait = waits[reason]
  return { kind: 'refused', reason, code, message, retryAfterMs: wait ? (asked ?? wait) : null }
}

const TROUBLE =
  /internal|server error|system error|try again|retry|time(d)?[ -]?out|unavailable|overload|busy|exception|upstream|connect|database|redis|unexpected|系统|服务器|内部|稍后|超时|繁忙/i
const VALIDATION =
  /\brequired\b|\bmust\b|\binvalid\b|\bmissing\b|\bcannot be (empty|blank|null)|\bnot (supported|allowed|a valid|valid)\b|\bunsupported\b|\bout of range\b|\bexceeds?\b|\btoo (long|short|large|big|small|many|few)\b|\bat (least|most)\b|\bshould be\b|\bis not (one|within)\b|\bverification failed\b|不能为空|必填|必须|不支持|参数|无效|超出|超过|格式/i

/**
 * KIE reports a missing or wrong parameter as code 500 too ("aspect_ratio is required"). Any word of real trouble
 * outweighs: mistaking trouble for a refusal would free money for a task that may run.
 */
export function isValidationText(message: string): boolean {
  return VALIDATION.test(message) && !TROUBLE.test(message)
}
