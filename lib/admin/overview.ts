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
  const balance = kieBalance(now)
  const { thousandths } = balance
  const space = await disk()
  const [view, kept, waiting, speed, left, warned] = await Promise.all([
    period(db, days, now),
    stored(db),
    queue(db),
    pace(db),
    thousandths === null ? null : daysLeft(db, thousandths, now),
    warnings(db, balance, space),
  ])
  const credits = thousandths === null ? null : toCredits(thousandths)
  return {
    ...view,
    queue: waiting,
    pace: speed,
    balance: {
      ...{ state: balance.state, credits, at: balance.at, isSandbox: env().sandbox },
      days: left,
    },
    storage: kept && { ...kept, capacity: env().storageUrl ? null : space.capacity },
    warnings: warned,
  }
}
