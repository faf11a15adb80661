import 'server-only'
import type { PGlite } from '@electric-sql/pglite'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from './address'
import { type Database, database } from './database'

const MINUTE = 60
const HOUR = 3_600

/** How often (points in a number of seconds). `memory`: counted by each process alone, because it is asked so often. */
const limits = {
  jobs: { points: 1_200, duration: MINUTE, memory: true },
  uploads: { points: 600, duration: MINUTE, memory: true },
  /** Finished pictures cost nothing but our own work. */
  finishes: { points: 240, duration: MINUTE, memory: true },
  /** Wrong passwords, see `lib/auth/sign-in`. */
  'sign-in': { points: 10, duration: MINUTE, memory: false },
  'sign-in-strikes': { points: 1_000, duration: 24 * HOUR, memory: false },
  /** New accounts without an invitation: each may bring welcome credits. */
  'sign-up': { points: 60, duration: HOUR, memory: false },
  /** Uses of set-up, invitation and reset links; each costs a password hash. */
  links: { points: 30, duration: MINUTE, memory: false },
  /** Mails that anyone may cause to be sent. */
  mail: { points: 5, duration: 15 * MINUTE, memory: false },
  /** Tries of the old password by someone who is signed in. */
  password: { points: 10, duration: 15 * MINUTE, memory: false },
  /** Tries of redemption codes that nobody made; each person, and many of them behind one address. */
  redeem: { points: 10, duration: 15 * MINUTE, memory: false },
  'redeem-address': { points: 100, duration: 15 * MINUTE, memory: false },
  /** New links; each may cost a password hash. */
  shares: { points: 120, duration: MINUTE, memory: true },
  /** Wrong passwords of a link. */
  'share-password': { points: 10, duration: 15 * MINUTE, memory: false },
  /** How often that was used up: each time the wait doubles, see `lib/share/password`. */
  'share-password-strikes': { points: 1_000, duration: 24 * HOUR, memory: false },
} as const

export type LimitName = keyof typeof limits
export type Allowance = { ok: true } | { ok: false /** Seconds. */; retryAfter: number }
type Limiter = RateLimiterMemory | RateLimiterPostgres

// On globalThis, because routes are bundled apart and would each count for themselves.
const shared = globalThis as { loupeLimiters?: Map<LimitName, Promise<Limiter>> }

/** The limiter of a name, for who needs more than `consume`. */
export function limiter(name: LimitName): Promise<Limiter> {
  shared.loupeLimiters ??= new Map()
  const made = shared.loupeLimiters.get(name) ?? make(name)
  shared.loupeLimiters.set(name, made)
  return made
}

export const limitPoints = (name: LimitName): number => limits[name].points

/**
 * Counts one act for each key (`user:…`, `address:…`; an IPv6 address counts as its /64). Not ok as soon as one key is
 * over. Throws when the store cannot be asked: then nothing is allowed.
 */
export async function consume(name: LimitName, keys: string[]): Promise<Allowance> {
  const counter = await limiter(name)
  const over = await Promise.all(keys.map((key) => consumeOne(counter, limitKey(key))))
  const waits = over.filter((ms) => ms !== null)
  return waits.length === 0 ? { ok: true } : { ok: false, retryAfter: seconds(Math.max(...waits)) }
}

/** Takes back one act that was counted, because it was no try after all. */
export async function giveBack(name: LimitName, key: string): Promise<void> {
  await (await limiter(name)).reward(limitKey(key))
}

/** A key as it is counted. */
export function limitKey(key: string): string {
  const address = /^address:(.+)$/.exec(key)?.[1]
  return address ? `address:${networkOf(address)}` : key
}

export const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000))

async function consumeOne(counter: Limiter, key: string): Promise<number | null> {
  try {
    await counter.consume(key)
    return null
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused.msBeforeNext
    throw refused
  }
}

async function make(name: LimitName): Promise<Limiter> {
  const { points, duration, memory } = limits[name]
  const options = { keyPrefix: name, points, duration }
  if (memory) return new RateLimiterMemory(options)
  return new RateLimiterPostgres({
    ...options,
    storeClient: queryable(await database()),
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    // One of them clears for all: they share the table.
    clearExpiredByTimeout: name === 'sign-in',
  })
}

/** `rate-limiter-flexible` speaks to node-postgres; PGlite is given the same face. */
function queryable(opened: Database) {
  if (opened.kind === 'postgres') return opened.raw
  const client = opened.raw as PGlite
  return {
    async query(statement: { text: string; values: unknown[] }) {
      const answer = await client.query(statement.text, statement.values)
      // PGlite counts changed rows only, node-postgres selected ones as well.
      return { rows: answer.rows, rowCount: answer.rows.length || (answer.affectedRows ?? 0) }
    },
  }
}
