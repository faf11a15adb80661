import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { mailNotices } from '@/db/schema'
import { env } from '@/lib/env'
import type { Locale } from '@/lib/locale'
import { log } from '@/lib/log'
import { sendMail } from '@/lib/mail/send'
import { endedMail } from '@/lib/mail/texts'
import { rowsOf } from '@/lib/rows'
import { readSettings } from '@/lib/settings'

/** A job that took longer, from its submission to its end, is worth a mail. */
const LONG_MINUTES = 5
/** How far back the chore looks for ends. Longer than it is ever late; a mail after that would be no news. */
const LOOK_BACK_MINUTES = 60
/** A set's jobs are submitted one after the other; none lie further apart than that. */
const SET_HOURS = 24
const MOST_AT_ONCE = 200
/** What a process took and did not send is taken again after that: it died, or the mail server was away. */
const AGAIN_AFTER_MINUTES = 10
const MOST_TRIES = 3
const KEEP_DAYS = 30

type Due = {
  user_id: string
  set_id: string
  job_id: string | null
  done: number
  failed: number
  email: string
  locale: Locale | null
}

/** Whether people can be sent mail about long jobs here: there is a mail server, and no admin turned it off. */
export const canMailNotices = async (db: Db): Promise<boolean> =>
  env().mail !== null && (await readSettings(db)).mailNotices

/** One mail for each set of jobs that has ended after a long time, to people who want it. Any number of processes may. */
export async function mailEnded(db: Db, send: typeof sendMail = sendMail): Promise<number> {
  if (!(await canMailNotices(db))) return 0
  await noteEnded(db)
  let sent = 0
  for (const due of await takeDue(db)) {
    try {
      const path = due.job_id ? `/jobs/${due.job_id}` : '/gallery'
      await send(due.email, endedMail(due.locale ?? 'en', { done: due.done, failed: due.failed }, path))
    } catch (error) {
      log().warn({ err: error, set: due.set_id }, 'a notice was not mailed')
      continue
    }
    await db.execute(sql`
      update mail_notices set sent_at = now() where user_id = ${due.user_id} and set_id = ${due.set_id}`)
    sent += 1
  }
  await db.delete(mailNotices).where(sql`created_at < now() - ${KEEP_DAYS} * interval '1 day'`)
  return sent
}

/**
 * Writes down the sets that have ended, each once: the key decides. Starts from the few people who want mail and what
 * changed lately of theirs, so that the end of a job costs nothing more. A job that was tried again counts as its last
 * try alone; a set that somebody cancelled whole is no news to them.
 */
async function noteEnded(db: Db): Promise<void> {
  await db.execute(sql`
    with long as (
      select distinct on (job.user_id, set_id) job.user_id, set_id, job.batch_id, job.id, job.created_at
      from users person
        join jobs job on job.user_id = person.id and job.updated_at > now() - ${LOOK_BACK_MINUTES} * interval '1 minute'
        cross join lateral (select coalesce(job.batch_id, job.id) as set_id) named
      where person.notices @> '{"mail": true}' and person.disabled_at is null
        and job.status in ('done', 'failed')
        and job.finished_at > now() - ${LOOK_BACK_MINUTES} * interval '1 minute'
        and job.finished_at - job.created_at > ${LONG_MINUTES} * interval '1 minute'
        and not exists (select from mail_notices noted
          where noted.user_id = job.user_id and noted.set_id = named.set_id)
      order by job.user_id, set_id, job.created_at)
    insert into mail_notices (user_id, set_id, job_id, done, failed)
    select long.user_id, long.set_id, case when long.batch_id is null then long.id end, of_set.done, of_set.failed
    from long cross join lateral (
      select count(*) filter (where status = 'done')::int as done,
        count(*) filter (where status = 'failed'
          and not exists (select from jobs again where again.retry_of = other.id))::int as failed,
        count(*) filter (where status in ('queued', 'running', 'storing'))::int as open
      from jobs other
      where other.user_id = long.user_id
        and (other.id = long.id or other.batch_id = long.batch_id)
        and other.created_at > long.created_at - ${SET_HOURS} * interval '1 hour') of_set
    where of_set.open = 0 and of_set.done + of_set.failed > 0
    on conflict do nothing`)
}

/** Takes what is to be sent, each for one process at a time. */
const takeDue = (db: Db): Promise<Due[]> =>
  rowsOf<Due>(
    db,
    sql`
    update mail_notices notice set tries = tries + 1, tried_at = now()
    from (
      select user_id, set_id from mail_notices
      where sent_at is null and tries < ${MOST_TRIES} and created_at > now() - interval '1 day'
        and (tried_at is null or tried_at < now() - ${AGAIN_AFTER_MINUTES} * interval '1 minute')
      order by created_at limit ${MOST_AT_ONCE} for update skip locked) due, users person
    where notice.user_id = due.user_id and notice.set_id = due.set_id
      and person.id = due.user_id and person.disabled_at is null
    returning notice.user_id, notice.set_id, notice.job_id, notice.done, notice.failed, person.email, person.locale`,
  )
