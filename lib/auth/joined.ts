import 'server-only'
import { Refusal } from '@/lib/refusal'
import type { UserRow } from './accounts'
import { deviceCookie } from './device'

/**
 * The answer to a new account or a new password: the address to sign in with, and a browser that is known to the
 * account, so that a stranger's wrong passwords do not keep its owner out.
 */
export function joined(outcome: UserRow | Refusal, request: Request, status = 201): Response | Refusal {
  if (outcome instanceof Refusal) return outcome
  const headers = { 'set-cookie': deviceCookie(request.headers.get('cookie'), outcome.id) }
  return Response.json({ email: outcome.email }, { status, headers })
}
