import 'server-only'
import type { Db } from '@/db/open'
import { accounts } from './accounts'
import { lastAudit } from './auditor/run'
import { openAlarm } from './balance'
import { lossJobs, lostJobs, uncertainJobs } from './open-jobs'
import { period } from './period'
import type { BooksView, Period } from './schema'

/** All that the page of the books shows. */
export async function books(db: Db, days: Period): Promise<BooksView> {
  const [view, sums, uncertain, losses, lost, alarm, audit] = await Promise.all([
    period(db, days),
    accounts(db),
    uncertainJobs(db),
    lossJobs(db),
    lostJobs(db),
    openAlarm(db),
    lastAudit(db),
  ])
  return { ...view, accounts: sums, uncertain, losses, lost, alarm, audit }
}
