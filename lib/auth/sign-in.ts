import 'server-only'
import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { passwords, users } from '@/db/schema'
import { limiter, limitKey, limitPoints, seconds } from '@/lib/limit'
import { knownDevice } from './device'
import { fitsHash, withHashSlot } from './passwords'

export type SignIn =
  | { kind: 'right'; userId: string; name: string }
  | { kind: 'wrong' }
  | { kind: 'slow' /** Seconds. */; retryAfter: number }

const FIRST_BLOCK_SECONDS = 60
/** An account's longest wait: its owner may be on a new browser. */
const ACCOUNT_BLOCK_SECONDS = 15 * 60
const ADDRESS_BLOCK_SECONDS = 3_600

/**
 * Checks a password. Wrong ones are counted per account and per address, and each time that the count is full the
 * wait doubles. A browser that has signed in as this person before has a count of its own instead: neither a stranger's
 * tries nor its neighbours' slow it. Unknown addresses, disabled accounts and wrong passwords are one answer, in one
 * time. The counts are read and written inside the hash slot, so that a thousand tries at once get no further than two.
 * @param attempt `email` normalised; `cookieHeader` and `address` of the request.
 */
export async function checkPassword(
  db: Db,
  attempt: { email: string; password: string; cookieHeader: string | null; address: string },
): Promise<SignIn> {
  const [person] = await db
    .select({ id: users.id, name: users.name, disabledAt: users.disabledAt, hash: passwords.hash })
    .from(users)
    .leftJoin(passwords, eq(passwords.userId, users.id))
    .where(eq(sql`lower(${users.email})`, attempt.email))
  const device = person && knownDevice(attempt.cookieHeader, person.id)
  const counts = device
    ? [{ key: `device:${person.id}:${device}`, longest: ACCOUNT_BLOCK_SECONDS }]
    : [
        { key: `account:${digest(attempt.email)}`, longest: ACCOUNT_BLOCK_SECONDS },
        { key: limitKey(`address:${attempt.address}`), longest: ADDRESS_BLOCK_SECONDS },
      ]
  return withHashSlot(async () => {
    const wait = await longestWait(counts.map((count) => count.key))
    if (wait !== null) return { kind: 'slow', retryAfter: wait }
    const fits = await fitsHash(person?.hash ?? null, attempt.password)
    if (fits && person && !person.disabledAt) return { kind: 'right', userId: person.id, name: person.name }
    for (const count of counts) await countWrong(count.key, count.longest)
    return { kind: 'wrong' }
  })
}

// Addresses of people who have no account need not stand in our database.
const digest = (email: string) => createHash('sha256').update(email).digest('base64url')

async function longestWait(keys: string[]): Promise<number | null> {
  const counter = await limiter('sign-in')
  const states = await Promise.all(keys.map((key) => counter.get(key)))
  const waits = states.flatMap((state) =>
    state && state.consumedPoints >= limitPoints('sign-in') && state.msBeforeNext > 0
      ? [state.msBeforeNext]
      : [],
  )
  return waits.length > 0 ? seconds(Math.max(...waits)) : null
}

async function countWrong(key: string, longestSeconds: number): Promise<void> {
  const counter = await limiter('sign-in')
  const state = await counter.penalty(key)
  if (state.consumedPoints !== limitPoints('sign-in')) return
  const strikes = (await (await limiter('sign-in-strikes')).penalty(key)).consumedPoints
  await counter.block(key, Math.min(FIRST_BLOCK_SECONDS * 2 ** (strikes - 1), longestSeconds))
}
