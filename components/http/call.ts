import { askServer } from '@/components/confirm/ask-server'

/** What became of a request: an answer, a refusal with the server's own sentence, or no answer at all (status 0). */
export type Called<T> =
  | { ok: true; value: T }
  | {
      ok: false
      status: number
      code: string
      message: string
      /** A sentence for each bad field, by its path. */
      fields: Record<string, string>
      retryAfterMs: number | null
      /** With `price_changed`: credits that it costs now. */
      price?: number | undefined
    }

export type Refused = Extract<Called<never>, { ok: false }>

type ErrorBody = {
  error?: { code?: string; message?: string; fields?: Record<string, string>; price?: number }
}

/** Milliseconds of a `Retry-After` in seconds, or null. */
function retryAfterMs(header: string | null): number | null {
  const seconds = header === null ? Number.NaN : Number(header)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null
}

/** A refusal's sentence: that of the first bad field, which is the more exact one, else the general one. */
export function refusal(status: number, text: string, retryAfter: string | null): Called<never> {
  let body: ErrorBody = {}
  try {
    body = JSON.parse(text) as ErrorBody
  } catch {
    // A proxy's page instead of our JSON: the status has to do.
    body = {}
  }
  const fields = body.error?.fields ?? {}
  const [field] = Object.values(fields)
  return {
    ok: false,
    status,
    code: body.error?.code ?? 'unavailable',
    message: field ?? body.error?.message ?? '',
    fields,
    retryAfterMs: retryAfterMs(retryAfter),
    price: body.error?.price,
  }
}

/** The network failed, or took longer than anybody waits. */
export const noAnswer: Refused = {
  ok: false,
  status: 0,
  code: 'network',
  message: '',
  fields: {},
  retryAfterMs: null,
}

/** Whether the same request may succeed a little later. */
export const isPassing = (status: number) => status === 0 || status === 408 || status === 429 || status >= 500

/** One request to our own API. Never throws: no network is a refusal with status 0. */
export async function call<T>(path: string, init: RequestInit = {}): Promise<Called<T>> {
  try {
    const response = await askServer(path, {
      ...init,
      headers: { accept: 'application/json', ...init.headers },
    })
    const text = await response.text()
    if (!response.ok) return refusal(response.status, text, response.headers.get('retry-after'))
    return { ok: true, value: (text ? JSON.parse(text) : undefined) as T }
  } catch {
    return noAnswer
  }
}

/** The same with a JSON body, or with none. */
export const send = <T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers = {},
  signal: AbortSignal | null = null,
) =>
  call<T>(path, {
    method,
    signal,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
