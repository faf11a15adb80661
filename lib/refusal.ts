/** Why a request is refused, as one closed list, with its HTTP status. The words are in `messages` under `errors`. */
export const refusalStatus = {
  bad_request: 400,
  invalid_input: 400,
  unauthorized: 401,
  insufficient_credits: 402,
  forbidden: 403,
  confirm_password: 403,
  limit_jobs: 403,
  limit_day: 403,
  sign_up_closed: 403,
  bad_origin: 403,
  not_found: 404,
  conflict: 409,
  price_changed: 409,
  last_admin: 409,
  account_closing: 409,
  last_way: 409,
  codes_gone: 409,
  not_cancelable: 409,
  not_retryable: 409,
  not_uncertain: 409,
  too_large: 413,
  unsupported_type: 415,
  idempotency_conflict: 422,
  file_refused: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
  busy: 503,
} as const

export type RefusalCode = keyof typeof refusalStatus

/** A word key under `errors.fields` in `messages`, and what fills its gaps. */
export type FieldProblem = { key: string; values?: Record<string, string | number> }

/**
 * An expected "no", returned (never thrown) by `lib` and turned into an answer by `lib/http`.
 * `fields` names each bad field; `values` fill the gaps of the code's own sentence.
 */
export class Refusal {
  constructor(
    readonly code: RefusalCode,
    readonly options: {
      fields?: Record<string, FieldProblem>
      values?: Record<string, string | number>
      /** Seconds, for `Retry-After`. */
      retryAfter?: number
      /** Credits that it costs now. */
      price?: number
    } = {},
  ) {}
}

export const invalid = (fields: Record<string, FieldProblem>) => new Refusal('invalid_input', { fields })
