import 'server-only'
import { eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { balances } from '@/db/schema'
import type { CreditsView } from '@/lib/jobs/schema'
import { toCredits } from './amount'

/** What a person may spend and what is held for open jobs, in credits. */
export async function balance(db: Db, userId: string): Promise<CreditsView> {
  const [row] = await db.select().from(balances).where(eq(balances.userId, userId))
  return { available: toCredits(row?.available ?? 0), held: toCredits(row?.held ?? 0) }
}
