import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { balances } from '@/db/schema'
import { rowsOf } from '@/lib/rows'

/** Of these only what a person has; what hangs on them (places on a board, links to a board) goes with them. */
const OWN = [
  'sessions',
  'passwords',
  'accounts',
  'presets',
  'finish_presets',
  'favourites',
  'boards',
  'links',
  'mail_notices',
  'person_limits',
  'turns',
]

/** Forgets who a shut account's person was. Their ledger stays, and of their jobs what they were, cost and took. */
export async function forget(tx: Db, userId: string): Promise<void> {
  // Held from here on, also where there is nothing to take: who grants at the same time does so before, or is refused.
  await tx.select().from(balances).where(eq(balances.userId, userId)).for('update')
  // What is left goes back to the house.
  await tx.execute(sql`
    insert into ledger (kind, debit, credit, amount, user_id, actor, reason, idempotency_key)
    select 'take', 'user.available', 'house.grants', available, user_id, 'system', 'account_closed', 'closed:' || user_id
    from balances where user_id = ${userId} and available > 0`)
  const left = await rowsOf(
    tx,
    sql`select user_id from balances where user_id = ${userId} and (available <> 0 or held <> 0)`,
  )
  if (left.length > 0) throw new Error(`the balance of ${userId} moved while the account was closed`)
  await forgetAddress(tx, userId)
  await tx.execute(sql`
    update shares set revoked_at = coalesce(revoked_at, now()), title = null, password_hash = null
    where user_id = ${userId}`)
  await forgetWork(tx, userId)
  for (const table of OWN)
    await tx.execute(sql`delete from ${sql.identifier(table)} where user_id = ${userId}`)
  await tx.execute(sql`
    update users set closed_at = now(), email = id || '@closed.invalid', name = '–', locale = null, notices = '{}',
      email_verified_at = null, last_seen_at = null
    where id = ${userId}`)
}

/** Wherever else the address stands. An invitation that names nobody any more must not be open. */
async function forgetAddress(tx: Db, userId: string): Promise<void> {
  await tx.execute(sql`
    delete from verification_tokens where identifier = (select lower(email) from users where id = ${userId})`)
  await tx.execute(sql`
    update links set email = null,
      revoked_at = case when used_at is null then coalesce(revoked_at, now()) else revoked_at end
    where used_by = ${userId} or lower(email) = (select lower(email) from users where id = ${userId})`)
}

/** What files of people who are gone are called. */
export const FORGOTTEN = 'deleted'

/**
 * What a shut account's person asked for, and what they were told: prompts, texts that were made, the upstream's own
 * sentences, what files were called, and the words that results were found by. After their bytes are gone.
 */
export async function forgetWork(tx: Db, userId: string): Promise<void> {
  const theirs = sql`(select id from jobs where user_id = ${userId})`
  const emptied = (list: string) => sql`
    ${list}::text, (select coalesce(jsonb_agg(''::text), '[]') from jsonb_array_elements(record -> ${list}))`
  await tx.execute(sql`
    update attempts set error = null, record = case when record is not null
      then jsonb_build_object(${emptied('urls')}, ${emptied('texts')}) end
    where job_id in ${theirs}`)
  await tx.execute(sql`
    update jobs set input = '{}', request_hash = '', error_detail = null, idempotency_key = null, batch_id = null
    where user_id = ${userId}`)
  await tx.execute(sql`
    update files set name = ${FORGOTTEN}, sha256 = '', placeholder = null, words = null,
      recipe = case when recipe is not null then '{}'::jsonb end
    where user_id = ${userId} and deleted_at is not null and name <> ${FORGOTTEN}`)
  await tx.execute(sql`delete from gallery_words where user_id = ${userId}`)
  await tx.execute(sql`delete from gallery_months where user_id = ${userId}`)
  await tx.execute(sql`delete from gallery_versions where user_id = ${userId}`)
}
