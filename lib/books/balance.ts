import 'server-only'
import { and, desc, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { balanceSamples, bookAlarms } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import { toCredits } from '@/lib/credits/amount'
import { newId } from '@/lib/id'
import { upstream } from '@/lib/jobs/upstream'
import type { Kie } from '@/lib/kie/types'
import { log } from '@/lib/log'
import { Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { transact } from '@/lib/transact'
import { accountSums } from './fold'
import type { AlarmView } from './schema'

/** What KIE's rounding may hide (thousandths). */
const TOLERANCE = 1_000
/** Any constant: the lock under which one sample follows another. */
const SAMPLE_LOCK = 0x62616c61
/** Samples are kept so long. */
const KEPT_DAYS = 400

/**
 * Asks KIE for its balance and compares how it fell since the last sample with what KIE said that it charged, or, where it
 * made a result without a word of its cost, what its list says. A fall that nothing explains, beyond what tasks under way
 * may have been charged, raises the alarm, once; it ends when the books agree again. Of samples taken at the same time by
 * several processes the later one stands.
 */
export async function sampleBalance(db: Db, kie?: Pick<Kie, 'credit'>): Promise<void> {
  // Before KIE is asked: a charge that is told meanwhile is in its balance already, and in the books of the next sample.
  const known = await knownNow(db)
  const answer = await (kie ?? (await upstream()).kie).credit()
  if (answer.kind !== 'balance') {
    log().warn({ outcome: answer.kind }, 'KIE did not say its balance')
    return
  }
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SAMPLE_LOCK})`)
    const [before] = await tx.select().from(balanceSamples).orderBy(desc(balanceSamples.id)).limit(1)
    if (before && before.at > known.at) return
    const { still, ...books } = known
    const now = { balance: answer.thousandths, ...books }
    const drift = before ? driftOf(before, now, still) : 0
    await tx.insert(balanceSamples).values({ ...now, drift })
    await tx.execute(sql`delete from balance_samples where at < now() - ${KEPT_DAYS} * interval '1 day'`)
    await raiseOrEnd(tx, drift, known.inFlight)
  })
}

type Known = {
  at: Date
  consumed: number
  inFlight: number
  /** What of `inFlight` was under way at the last sample already. */
  still: number
}

/** What our books know at this moment: one statement, one snapshot. */
async function knownNow(db: Db): Promise<Known> {
  const [row] = await rowsOf<Omit<Known, 'at'> & { at: number }>(
    db,
    sql`select extract(epoch from clock_timestamp())::float8 * 1000 as "at",
      coalesce((select sum(total) from ${accountSums} sums where account in ('kie', 'kie.unsaid')), 0)::float8 as "consumed",
      coalesce(sum(price), 0)::float8 as "inFlight",
      coalesce(sum(price) filter (where started_at <= (select max(at) from balance_samples)), 0)::float8 as "still"
    from (
      select coalesce(list_price, hold) as price, started_at from jobs
      where wake_at is not null and (status = 'running' or status = 'storing' and not exists (
        select from attempts where job_id = jobs.id and credits_consumed is not null))) under_way`,
  )
  if (!row) throw new Error('a statement of sums answered no row')
  return { ...row, at: new Date(row.at) }
}

type Sample = { balance: number; consumed: number; inFlight: number }

/**
 * The unexplained fall so far. A balance that rose was topped up, by nobody knows how much, or KIE gave back what it had
 * charged for a task that failed or became cheaper: of tasks that are no longer under way so much counts as given back
 * as the rise allows, and what was charged meanwhile as explained.
 * @param still what was under way then and is now
 */
function driftOf(before: Sample & { drift: number }, now: Sample, still: number): number {
  const charged = now.consumed - before.consumed
  const rise = now.balance - before.balance
  if (rise <= 0) return Math.max(0, before.drift - rise - charged)
  const ended = before.inFlight - still
  return Math.max(0, before.drift - Math.max(charged, Math.min(rise + charged, ended)))
}

async function raiseOrEnd(tx: Db, drift: number, inFlight: number): Promise<void> {
  if (drift - inFlight > TOLERANCE) {
    await tx.execute(sql`
      insert into book_alarms (id, drift) values (${newId()}, ${drift})
      on conflict ((ended_at is null)) where ended_at is null
      do update set drift = greatest(book_alarms.drift, excluded.drift)`)
  } else if (drift <= TOLERANCE) {
    await tx.update(bookAlarms).set({ endedAt: sql`clock_timestamp()` }).where(isNull(bookAlarms.endedAt))
  }
}

/** The alarm that is open; null: KIE's balance and the books agree. */
export async function openAlarm(db: Db): Promise<AlarmView | null> {
  const [alarm] = await db.select().from(bookAlarms).where(isNull(bookAlarms.endedAt))
  if (!alarm) return null
  return { id: alarm.id, raisedAt: alarm.raisedAt.toISOString(), drift: toCredits(alarm.drift) }
}

/** An admin knows why: the alarm ends, and what drifted until now counts as explained. */
export async function settleAlarm(
  db: Db,
  admin: { id: string },
  id: string,
  reason: string,
): Promise<null | Refusal> {
  return transact<null>(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SAMPLE_LOCK})`)
    const [ended] = await tx
      .update(bookAlarms)
      .set({ endedAt: sql`clock_timestamp()`, endedBy: admin.id, reason })
      .where(and(sql`${bookAlarms.id} = ${id}`, isNull(bookAlarms.endedAt)))
      .returning()
    if (!ended) return new Refusal('not_found')
    await tx.execute(
      sql`update balance_samples set drift = 0 where id = (select max(id) from balance_samples)`,
    )
    await writeAudit(tx, {
      actor: admin.id,
      action: 'books.alarm_settled',
      subject: id,
      detail: { reason, credits: toCredits(ended.drift) },
    })
    return null
  })
}
