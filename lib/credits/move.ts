import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { rowsOf } from '@/lib/rows'
import { toCredits } from './amount'
import type { Moved } from './schema'

export type Move = {
  /** Whose balance; each person once. */
  id: string
  /** Under which this happens once, for ever. */
  key: string
  /** Thousandths of a credit, not 0; negative takes. */
  amount: number
  reason: string
}

/**
 * Grants or takes credits: a row of the ledger for each person, in one statement. Who is missing in the answer had
 * too little to take from. A key that was used makes the database refuse it all: see `grant` for why there is no
 * `on conflict do nothing`.
 * @param actor the admin who does it
 */
export async function moveCredits(tx: Db, actor: string, moves: readonly Move[]): Promise<Moved[]> {
  // Balances are locked in the order of people, or two requests could wait for each other.
  const rows = await rowsOf<{ user_id: string; movement: number; available: number; held: number }>(
    tx,
    sql`
    insert into ledger (kind, debit, credit, amount, user_id, actor, reason, idempotency_key)
    select case when amount > 0 then 'grant' else 'take' end,
      case when amount > 0 then 'house.grants' else 'user.available' end,
      case when amount > 0 then 'user.available' else 'house.grants' end,
      abs(amount), id, ${actor}, reason, key
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as given (id text, key text, amount bigint, reason text)
    order by id
    returning user_id, id::float8 as movement, available_after::float8 as available, held_after::float8 as held`,
  )
  return rows.map(({ user_id, movement, available, held }) => ({
    id: user_id,
    movement,
    available: toCredits(available),
    held: toCredits(held),
  }))
}
