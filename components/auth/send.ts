import { askServer } from '@/components/confirm/ask-server'

/** What became of a request of a form. `fields` and `message` are the server's own words, in the page's language. */
export type Sent =
  | { ok: true; value: Record<string, unknown> }
  | {
      ok: false
      status: number
      message: string | null
      fields: Record<string, string>
      retryAfterS: number | null
    }

const noAnswer: Sent = { ok: false, status: 0, message: null, fields: {}, retryAfterS: null }

/** Sends JSON to one of our own routes. Never throws; status 0: no answer. */
export async function send(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<Sent> {
  const init = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}
  return ask(path, { method, ...init })
}

async function ask(path: string, init: RequestInit): Promise<Sent> {
  try {
    const response = await askServer(path, init)
    const text = await response.text()
    const value = readJson(text)
    if (response.ok) return { ok: true, value }
    const error = value.error as { message?: string; fields?: Record<string, string> } | undefined
    const retryAfterS = Number(response.headers.get('retry-after')) || null
    return {
      ok: false,
      status: response.status,
      message: error?.message ?? null,
      fields: error?.fields ?? {},
      retryAfterS,
    }
  } catch (error) {
    // `fetch` rejects with a TypeError when nobody answers.
    if (error instanceof TypeError) return noAnswer
    throw error
  }
}

/** An object; anything else (nothing, a proxy's page) is an empty one. */
function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** A form of next-auth's, with its CSRF token. Answers the address that it would lead to. */
async function nextAuth(path: string, fields: Record<string, string>): Promise<Sent> {
  const csrf = await ask('/api/auth/csrf', {})
  if (!csrf.ok) return csrf
  const csrfToken = String(csrf.value.csrfToken ?? '')
  return ask(`/api/auth/${path}`, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, csrfToken }),
    headers: { 'x-auth-return-redirect': '1' },
  })
}

const leadsTo = (sent: Sent): URL | null =>
  sent.ok && typeof sent.value.url === 'string' ? new URL(sent.value.url, window.location.origin) : null

/** `in`: the browser is signed in; `wrong`: the address or the password is. */
export type SignedIn =
  | { kind: 'in' }
  | { kind: 'wrong' }
  | { kind: 'slow'; minutes: number }
  | { kind: 'failed'; sent: Sent }

export async function signInWithPassword(email: string, password: string): Promise<SignedIn> {
  const sent = await nextAuth('callback/credentials', { email, password })
  if (!sent.ok && sent.status === 429)
    return { kind: 'slow', minutes: Math.ceil((sent.retryAfterS ?? 60) / 60) }
  const error = leadsTo(sent)?.searchParams.get('error')
  if (error === 'CredentialsSignin') return { kind: 'wrong' }
  return sent.ok && !error ? { kind: 'in' } : { kind: 'failed', sent }
}

/** Asks for a link by mail. */
export const mailSignInLink = (email: string, next: string): Promise<Sent> =>
  nextAuth('signin/nodemailer', { email, callbackUrl: next })

/** Goes to a provider's own page; answers only when that did not work. */
export async function goToProvider(provider: 'github' | 'google', next: string): Promise<Sent | null> {
  const sent = await nextAuth(`signin/${provider}`, { callbackUrl: next })
  const url = leadsTo(sent)
  if (!url) return sent
  window.location.assign(url)
  return null
}
