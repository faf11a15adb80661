import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { toCredits } from './amount'
import type { Moved } from './schema'

export type Move = {
  /** Whose balance, each person once, and the key under which this happens once. */
  people: { id: string; key: string }[]
  /** Thousandths of a credit for each, not 0; negative takes. */
  amount: number
  /** The admin who does it. */
  actor: string
  reason: string
}

/**
 * Grants or takes credits: a row of the ledger for each person, in one statement. Who is missing in the answer had
 * too little to take from. A key that was used makes the database refuse it all: see `grant` for why there is no
 * `on conflict do nothing`.
 */
export async function moveCredits(tx: Db, { people, amount, actor, reason }: Move): Promise<Moved[]> {
  const [kind, debit, credit] =
    amount > 0
      ? (['grant', 'house.grants', 'user.available'] as const)
      : (['take', 'user.available', 'house.grants'] as const)
  // Balances are locked in the order of people, or two requests could wait for each other.
  const written = await tx.execute(sql`
    insert into ledger (kind, debit, credit, amount, user_id, actor, reason, idempotency_key)
    select ${kind}, ${debit}, ${credit}, ${Math.abs(amount)}::bigint, id, ${actor}, ${reason}, key
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as given (id text, key text)
    order by id
    returning user_id, id::float8 as movement, available_after::float8 as available, held_after::float8 as held`)
  const { rows } = written as unknown as {
    rows: { user_id: string; movement: number; available: number; held: number }[]
  }
  return rows.map(({ user_id, movement, available, held }) => ({
    id: user_id,
    movement,
    available: toCredits(available),
    held: toCredits(held),
  }))
}
