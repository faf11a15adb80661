import { type Called, call, send } from '@/components/http/call'
import type { Granted, GrantsChecked, GrantsFile } from '@/lib/admin/grants-schema'
import type { PersonView } from '@/lib/auth/schema'
import type { CreditsMove, Grants, Moved } from '@/lib/credits/schema'

export type PeoplePage = { people: PersonView[]; next: string | null }

/** A page of the people that are found by `q`; everybody where it is empty. */
export function getPeople(
  q: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Called<PeoplePage>> {
  const search = new URLSearchParams({ q, ...(cursor ? { cursor } : {}) })
  return call<PeoplePage>(`/api/admin/people?${search}`, { signal })
}

const keyed = (key: string) => ({ 'idempotency-key': key })

export const moveCredits = (id: string, move: CreditsMove, key: string) =>
  send<Moved>('POST', `/api/admin/people/${id}/credits`, move, keyed(key))

export const grantCredits = (grants: Grants, key: string) =>
  send<{ people: Moved[] }>('POST', '/api/admin/grants', grants, keyed(key))

export const checkGrants = (text: string, signal: AbortSignal) =>
  send<GrantsChecked>('POST', '/api/admin/grants/csv/check', { text }, {}, signal)

export const grantFromFile = (file: GrantsFile, key: string) =>
  send<Granted>('POST', '/api/admin/grants/csv', file, keyed(key))
