import { type Called, call } from '@/components/http/call'

/** Where next-auth would lead the browser. */
type Led = { url?: string } | undefined

/** A form of next-auth's, with its CSRF token. */
async function nextAuth(path: string, fields: Record<string, string>): Promise<Called<Led>> {
  const csrf = await call<{ csrfToken: string }>('/api/auth/csrf')
  if (!csrf.ok) return csrf
  return call<Led>(`/api/auth/${path}`, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, csrfToken: csrf.value.csrfToken }),
    headers: { 'x-auth-return-redirect': '1' },
  })
}

const leadsTo = (answer: Called<Led>): URL | null =>
  answer.ok && answer.value?.url ? new URL(answer.value.url, window.location.origin) : null

/** `in`: the browser is signed in; `wrong`: the address or the password is. */
export type SignedIn =
  | { kind: 'in' }
  | { kind: 'wrong' }
  | { kind: 'slow'; minutes: number }
  | { kind: 'failed'; answer: Called<unknown> }

export async function signInWithPassword(email: string, password: string): Promise<SignedIn> {
  const answer = await nextAuth('callback/credentials', { email, password })
  if (!answer.ok && answer.status === 429) return { kind: 'slow', minutes: waitMinutes(answer.retryAfterMs) }
  const error = leadsTo(answer)?.searchParams.get('error')
  if (error === 'CredentialsSignin') return { kind: 'wrong' }
  return answer.ok && !error ? { kind: 'in' } : { kind: 'failed', answer }
}

/** Whole minutes until one may try again; one where the server names no time. */
export const waitMinutes = (retryAfterMs: number | null): number =>
  Math.ceil((retryAfterMs ?? 60_000) / 60_000)

/** Asks for a link by mail. */
export const mailSignInLink = (email: string, next: string): Promise<Called<unknown>> =>
  nextAuth('signin/nodemailer', { email, callbackUrl: next })

/** Goes to a provider's own page; answers only when that did not work. */
export async function goToProvider(
  provider: 'github' | 'google',
  next: string,
): Promise<Called<unknown> | null> {
  const answer = await nextAuth(`signin/${provider}`, { callbackUrl: next })
  const url = leadsTo(answer)
  if (!url) return answer
  window.location.assign(url)
  return null
}
