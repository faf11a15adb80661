import 'server-only'
import type { Answer } from '@/lib/kie/request'
import { completion, type Failure, failure } from './schema'
import type { XtyOutcome, XtyRefusal } from './types'

/** Waits where XTY names none, ms. */
const LIMITED_MS = 10_000
const UNREACHABLE_MS = 5_000

/** HTTP statuses that say for certain that nothing was made. A time-out (408) and every 5xx do not. */
const statuses: Partial<Record<number, XtyRefusal>> = {
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
  413: 'too_large',
  415: 'invalid',
  422: 'invalid',
  429: 'rate_limited',
}

/** What an error calls itself, in `code` or `type`. */
const names: [RegExp, XtyRefusal][] = [
  [/insufficient_(user_)?quota|insufficient_balance|billing/i, 'no_credit'],
  [/invalid_api_key|invalid_token|authentication|permission|unauthorized/i, 'unauthorized'],
  [/rate_limit/i, 'rate_limited'],
  [/model_not_found/i, 'not_found'],
  [/invalid_request/i, 'invalid'],
]

/** What became of a call. Only a link is a success; only a certain no is a refusal. */
export function readAnswer(answer: Answer): XtyOutcome {
  if (answer.kind === 'unreachable') {
    return { kind: 'unavailable', message: answer.message, retryAfterMs: UNREACHABLE_MS }
  }
  if (answer.kind === 'broken') return { kind: 'uncertain', message: answer.message }
  const { status, body, retryAfterMs } = answer
  const error = failure.safeParse(body).data?.error
  if (error || status >= 300) return readFailure(status, error, retryAfterMs)
  const content = completion.safeParse(body).data?.choices[0]?.message.content
  const url = content === undefined ? null : linkIn(content)
  return url ? { kind: 'made', url } : { kind: 'uncertain', message: 'success without a link to a picture' }
}

const secured = (url: string) =>
  /^http:\/\/(?:127\.|localhost[:/]|\[::1\])/i.test(url) ? url : url.replace(/^http:/i, 'https:')

/** The documents promise a bare address; around it, words or the marks of a link are put up with. */
function linkIn(content: string): string | null {
  const found = new Set(content.match(/https?:\/\/[^\s<>"'()[\]]+/gi))
  const [url] = found
  // The guarded fetcher takes nothing that is not encrypted; a host that serves one serves the other.
  return found.size === 1 && url && URL.canParse(url) ? secured(url) : null
}

function readFailure(status: number, error: Failure | undefined, asked: number | null): XtyOutcome {
  const message = error?.message || `HTTP ${status}`
  const reason = reasonOf(status, error)
  if (!reason) return { kind: 'uncertain', message }
  const retryAfterMs = reason === 'rate_limited' ? (asked ?? LIMITED_MS) : null
  return { kind: 'refused', reason, message, retryAfterMs }
}

/** An error may come under HTTP 200 too: then its own name counts. Under 5xx nothing is certain. */
function reasonOf(status: number, error: Failure | undefined): XtyRefusal | undefined {
  if (status >= 500 || status === 408) return undefined
  const named = [error?.code, error?.type].flatMap((name) => {
    const found = name ? names.find(([pattern]) => pattern.test(name)) : undefined
    return found ? [found[1]] : []
  })
  const byStatus = statuses[status]
  // 400 says less than the name of the error.
  return (byStatus === 'invalid' ? named[0] : undefined) ?? byStatus ?? named[0]
}
