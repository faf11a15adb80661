import 'server-only'
import type { Job, PgBoss } from 'pg-boss'
import type { Database } from '@/db/open'
import { log } from '@/lib/log'
import { openBoss } from './boss'
import type { Chore } from './chore'

const QUEUE = 'chores'
/** A long one does not keep the one of every minute waiting. */
const AT_ONCE = 2
const POLL_SECONDS = 30
/** A chore whose process says nothing for so long is given to another. */
const HEARTBEAT_SECONDS = 30
const LONGEST_SECONDS = 2 * 3_600
const STOP_MS = 5_000

/** How a chore is asked for: by its name, one waiting and one at work at most. */
const asked = (name: string) => ({
  singletonKey: name,
  retryLimit: 3,
  retryDelay: 60,
  retryBackoff: true,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: LONGEST_SECONDS,
  retentionSeconds: 86_400,
  deleteAfterSeconds: 86_400,
})

/**
 * Does the chores at their times; any number of processes may, each time of a chore is done by one of them. The answer
 * stops it: what is under way has five seconds, the rest is done again by whoever is next.
 */
export async function startChores(
  database: Database,
  chores: readonly Chore[],
): Promise<() => Promise<void>> {
  const boss = openBoss(database)
  boss.on('error', (error) => log().error({ err: error }, 'chores'))
  // pg-boss's own lock comes after its look for its tables: two first starts would both make them.
  await database.alone(async () => {
    await boss.start()
    await boss.createQueue(QUEUE, { policy: 'stately', notify: true })
    await schedule(boss, chores)
  })
  const byName = new Map(chores.map((chore) => [chore.name, chore]))
  const stopping = new AbortController()
  await boss.work<{ name: string }>(
    QUEUE,
    { pollingIntervalSeconds: POLL_SECONDS, localConcurrency: AT_ONCE },
    async (jobs) => {
      for (const job of jobs) await perform(database, byName.get(job.data.name), job, stopping.signal)
    },
  )
  return async () => {
    stopping.abort()
    await boss.stop({ graceful: true, timeout: STOP_MS })
  }
}

/** Makes the schedules those of the list, and leaves alone what is as it was. */
async function schedule(boss: PgBoss, chores: readonly Chore[]): Promise<void> {
  const known = new Map((await boss.getSchedules(QUEUE)).map((row) => [row.key, row]))
  for (const { name, cron } of chores) {
    if (known.get(name)?.cron !== cron)
      await boss.schedule(QUEUE, cron, { name }, { key: name, missed: 'once', ...asked(name) })
    known.delete(name)
  }
  for (const key of known.keys()) await boss.unschedule(QUEUE, key)
}

/** A failure is logged and left to pg-boss, which has it done again. */
async function perform(
  database: Database,
  chore: Chore | undefined,
  job: Job<{ name: string }>,
  stop: AbortSignal,
): Promise<void> {
  // Of a newer or older version that runs beside this one.
  if (!chore) return
  const startedAt = performance.now()
  try {
    const did = await chore.run(database.db, AbortSignal.any([stop, job.signal]))
    log().debug({ chore: chore.name, did, ms: Math.round(performance.now() - startedAt) }, 'chore done')
  } catch (error) {
    log().error({ err: error, chore: chore.name, retries: job.retryCount }, 'a chore failed')
    throw error
  }
}
