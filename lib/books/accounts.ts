import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { toCredits } from '@/lib/credits/amount'
import { rowsOf } from '@/lib/rows'
import { accountSums } from './fold'
import type { AccountsView } from './schema'

/**
 * The house's accounts as the ledger moved them, beside what people's balances moved by. The two come from different
 * tables, so that their sum is 0 only while the books add up. Kept sums: nothing is scanned.
 */
export async function accounts(db: Db): Promise<AccountsView> {
  const rows = await rowsOf<{ account: string; total: number }>(
    db,
    sql`select account, total from ${accountSums} sums order by account`,
  )
  const house = rows.filter(({ account }) => account.startsWith('house.'))
  const people = rows.find(({ account }) => account === 'people')?.total ?? 0
  return {
    accounts: house.map(({ account, total }) => ({ account, total: toCredits(total) })),
    people: toCredits(people),
    rest: toCredits(house.reduce((sum, { total }) => sum + total, people)),
  }
}
