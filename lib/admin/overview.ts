import 'server-only'
import type { Db } from '@/db/open'
import { daysLeft } from '@/lib/books/days-left'
import { kieBalance } from '@/lib/books/kie-balance'
import { period } from '@/lib/books/period'
import type { Period } from '@/lib/books/schema'
import { stored } from '@/lib/books/storage'
import { toCredits } from '@/lib/credits/amount'
import { env } from '@/lib/env'
import { disk } from './disk'
import type { OverviewView } from './overview-view'
import { pace, queue } from './pace'
import { warnings } from './warnings'

/** All that the overview shows: sums that are kept, and small indexes. Nothing here reads all jobs or all rows. */
export async function overview(db: Db, days: Period, now = Date.now()): Promise<OverviewView> {
  const [view, balance, space, kept] = [
    await period(db, days, now),
    kieBalance(now),
    await disk(),
    await stored(db),
  ]
  const { thousandths } = balance
  const credits = thousandths === null ? null : toCredits(thousandths)
  return {
    ...view,
    queue: await queue(db),
    pace: await pace(db),
    balance: {
      ...{ state: balance.state, credits, at: balance.at, isSandbox: env().sandbox },
      days: thousandths === null ? null : await daysLeft(db, thousandths, now),
    },
    storage: kept && { ...kept, capacity: env().storageUrl ? null : space.capacity },
    warnings: await warnings(db, balance, space),
  }
}
