import type { Database, Db, Lease } from '@/db/open'
import { begin } from '@/lib/jobs/begin'
import { Bell } from '@/lib/jobs/bell'
import { giveBackAll, leased, letGo, takeResumable, takeWaiting } from '@/lib/jobs/queue'
import { runJob } from '@/lib/jobs/run'
import { JobMovedOn, type Run } from '@/lib/jobs/run-context'
import type { JobRow } from '@/lib/jobs/view'
import { createKie } from '@/lib/kie/client'
import { until } from '@/tests/support/process'

/** The process is gone: nothing that it would have done next happens. */
class Dead extends Error {}
/** The run has nothing to do but wait. */
class Waits extends Error {}

/** A process that may die before any of its statements. */
class Life {
  constructor(public left: number) {}
  spend() {
    if (this.left <= 0) throw new Dead()
    this.left--
  }
}

const statements = new Set<PropertyKey>(['execute', 'select', 'insert', 'update', 'delete', 'transaction'])

/** The database as a process sees it that dies in the middle of its work; a transaction under way is undone then. */
function mortal(db: Db, life: Life): Db {
  return new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      if (!statements.has(name)) return value.bind(target)
      return (...args: unknown[]) => {
        life.spend()
        if (name !== 'transaction') return value.apply(target, args)
        const work = args[0] as (tx: Db) => Promise<unknown>
        return target.transaction(async (tx) => {
          const done = await work(mortal(tx as Db, life))
          life.spend()
          return done
        })
      }
    },
  })
}

/** Waits between tries of a download are over at once; while following a task, the run is left where it stands. */
class QuickBell extends Bell {
  stores = false
  override async wait(): Promise<boolean> {
    if (!this.stores) throw new Waits()
    return false
  }
}

let leases = 0

/**
 * One worker's time, with the product's own functions: it takes what is free, brings every job as far as it goes
 * without waiting, and stops. With `dieAfter` it is gone after so many statements, with its lease.
 * @returns what went wrong besides dying.
 */
export async function work(database: Database, kieUrl: string, dieAfter = Number.POSITIVE_INFINITY) {
  const { db } = database
  const lease = await database.lease(++leases)
  const life = new Life(dieAfter)
  const live = database.liveLeases(lease.id)
  const taken = [...(await takeResumable(db, lease.id, live)), ...(await takeWaiting(db, lease.id, live, 0))]
  const upstream = {
    kie: createKie({ baseUrl: kieUrl, uploadUrl: kieUrl, apiKey: 'test' }),
    xty: null,
    trustedOrigins: [kieUrl],
    callbackBase: 'http://loupe.test',
  }
  const runOf = (job: JobRow): Run => {
    const bell = new QuickBell()
    const mine = mortal(db, life)
    return {
      db: mine,
      lease: lease.id,
      jobId: job.id,
      upstream,
      bell,
      signal: new AbortController().signal,
      turn: async () => {
        const beginning = await begin(mine, lease.id, [job.id])
        return 'begun' in beginning ? beginning.begun : null
      },
      lookingTurn: async () => undefined,
      storing: (task) => {
        bell.stores = true
        return task()
      },
    }
  }
  const wrong: unknown[] = []
  const perform = async (job: JobRow) => {
    const outcome: unknown = await runJob(runOf(job), job).catch((error: unknown) => error)
    const isDead = outcome instanceof Dead || life.left <= 0
    if (outcome instanceof Error && !isDead && !(outcome instanceof Waits || outcome instanceof JobMovedOn))
      wrong.push(outcome)
    if (!isDead && !(outcome instanceof Waits)) await letGo(db, lease.id, job.id)
  }
  await Promise.all((await leased(db, lease.id, taken)).map(perform))
  if (life.left > 0) await giveBackAll(db, lease.id)
  await end(database, lease)
  return wrong
}

/** The lease is over when the server has noticed that its holder's connection is. */
async function end(database: Database, lease: Lease): Promise<void> {
  await lease.release()
  if (database.kind === 'pglite') return
  await until(
    'the lease is over',
    async () => {
      const found = await database.db.execute(database.liveLeases(0))
      const { rows } = found as unknown as { rows: { objid: string }[] }
      return rows.every(({ objid }) => Number(objid) !== lease.id)
    },
    5_000,
    2,
  )
}
