import 'server-only'
import type { Db } from '@/db/open'
import { accounts } from './accounts'
import { lastAudit } from './auditor/run'
import { openAlarm } from './balance'
import { lossJobs, uncertainJobs } from './open-jobs'
import { period } from './period'
import type { BooksView, Period } from './schema'

/** All that the page of the books shows. */
export async function books(db: Db, days: Period): Promise<BooksView> {
  return {
    ...(await period(db, days)),
    accounts: await accounts(db),
    uncertain: await uncertainJobs(db),
    losses: await lossJobs(db),
    alarm: await openAlarm(db),
    audit: await lastAudit(db),
  }
}
