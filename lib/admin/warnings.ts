import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { lastAudit } from '@/lib/books/auditor/run'
import { openAlarm } from '@/lib/books/balance'
import type { KieBalance } from '@/lib/books/kie-balance'
import { refusedLately } from '@/lib/jobs/refused-callbacks'
import { rowsOf } from '@/lib/rows'
import { readSettings } from '@/lib/settings'
import type { Warning } from './overview-view'

/** Of the disk's bytes, and at most so many of them. */
const NEARLY_FULL = { share: 0.1, bytes: 5 * 1_073_741_824 }

type Counts = { uncertain: number; oldest: string | null; credit: number; key: number; findings: number }

/** What needs someone, the most pressing first. Every count walks a small index of just these rows. */
export async function warnings(
  db: Db,
  balance: KieBalance,
  disk: { capacity: number; free: number },
): Promise<Warning[]> {
  const { uncertainAfterMs } = await readSettings(db)
  const [counts] = await rowsOf<Counts>(
    db,
    sql`with given_up as (
      select error_code from jobs where error_code in ('lost', 'upstream_key', 'upstream_credit')
        and finished_at > now() - interval '1 hour')
    select (select count(*)::int from jobs where stage = 'uncertain') as uncertain,
      (select min(a.begun_at) from jobs j join attempts a on a.job_id = j.id and a.state = 'uncertain'
        where j.stage = 'uncertain') as oldest,
      (select count(*)::int from given_up where error_code = 'upstream_credit') as credit,
      (select count(*)::int from given_up where error_code = 'upstream_key') as key,
      (select count(*)::int from model_findings where ended_at is null and decided_at is null) as findings`,
  )
  if (!counts) return []
  const [alarm, audit, refused] = await Promise.all([openAlarm(db), lastAudit(db), refusedLately(db)])
  const found: (Warning | false)[] = [
    alarm !== null && { kind: 'alarm', credits: alarm.drift },
    audit !== null && audit.found > 0 && { kind: 'audit', count: audit.found },
    (balance.state === 'refused' || counts.key > 0) && { kind: 'key' },
    refused !== null && { kind: 'signature', ...refused },
    counts.credit > 0 && { kind: 'credit', count: counts.credit },
    counts.uncertain > 0 && {
      kind: 'uncertain',
      count: counts.uncertain,
      releasedAt: new Date(new Date(counts.oldest ?? Date.now()).getTime() + uncertainAfterMs).toISOString(),
    },
    disk.free < Math.min(disk.capacity * NEARLY_FULL.share, NEARLY_FULL.bytes) && {
      kind: 'disk',
      bytes: disk.free,
    },
    counts.findings > 0 && { kind: 'findings', count: counts.findings },
  ]
  return found.filter((one) => one !== false)
}
