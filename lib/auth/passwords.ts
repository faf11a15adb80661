import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { passwords } from '@/db/schema'
import { Gate } from '@/lib/gate'
import type { FieldProblem } from '@/lib/refusal'
import { commonPasswords } from './common-passwords'

/** OWASP's first choice for argon2id (the library's default algorithm): 19 MiB, two rounds, one lane. About 35 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** So that sign-ins cannot take every core and half a gigabyte. */
const AT_ONCE = 2
const MAX_WAITING = 200

// On globalThis, because Next bundles routes apart.
const shared = globalThis as { loupeHashing?: Gate }

/** Runs `work` as one of at most two at once in this process; the others wait their turn. */
export function withHashSlot<T>(work: () => Promise<T>): Promise<T> {
  shared.loupeHashing ??= new Gate(AT_ONCE, MAX_WAITING)
  return shared.loupeHashing.run(work)
}

// The same text typed on two systems may come in two compositions; both are the same password.
const canonical = (password: string) => password.normalize('NFC')

export const hashPassword = (password: string): Promise<string> =>
  withHashSlot(() => hash(canonical(password), COST))

// Checked when there is no account or no password, so that the answer takes as long as with one.
let decoy: Promise<string> | undefined

/** Whether the password fits the hash; null hashes cost the same time and never fit. Call it inside a slot. */
export async function fitsHash(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash('no account has this password', COST)
  const fits = await verify(stored ?? (await decoy), canonical(password))
  return stored !== null && fits
}

/** What is wrong with a new password beside its length; null: nothing. */
export function passwordProblem(password: string, email: string): FieldProblem | null {
  const plain = canonical(password).toLowerCase()
  const local = email.split('@')[0] ?? ''
  const easy =
    commonPasswords.has(plain) ||
    plain === email ||
    plain === local ||
    new Set(plain).size <= 2 ||
    isRun(plain)
  return easy ? { key: 'password_common' } : null
}

/** `12345678`, `abcdefgh`, `87654321`. */
function isRun(text: string): boolean {
  const steps = Array.from(text, (_, i) => text.charCodeAt(i + 1) - text.charCodeAt(i)).slice(0, -1)
  return steps.every((step) => step === 1) || steps.every((step) => step === -1)
}

/** Sets or replaces a person's password. */
export async function storePassword(tx: Db, userId: string, hashed: string): Promise<void> {
  await tx
    .insert(passwords)
    .values({ userId, hash: hashed })
    .onConflictDoUpdate({ target: passwords.userId, set: { hash: hashed, changedAt: sql`now()` } })
}
