import 'server-only'
import { randomInt } from 'node:crypto'
import type { Database, Lease } from '@/db/open'
import { Gate } from '@/lib/gate'
import { log } from '@/lib/log'
import { Bell } from './bell'
import { Dispatcher } from './dispatcher'
import { paced } from './paced'
import { giveBackAll, leased, letGo, takeResumable, takeWaiting, woken } from './queue'
import { runJob } from './run'
import { JobMovedOn, type Run } from './run-context'
import { giveUpOld } from './send'
import { upstream } from './upstream'
import type { JobRow } from './view'

/** Backs up notifications that were lost. */
const SWEEP_MS = 1_000
const GATHER_MS = 20
/** KIE's older page says 10 recordInfo a second for a key. */
const LOOKS_PER_SECOND = 10
const STORING_AT_ONCE = 4
/** How long downloads and settlements under way may go on when the process stops. */
const STOP_MS = 10_000
const LEASES = 2 ** 31 - 1

export type Worker = { stop: () => Promise<void> }

/** Takes jobs and runs them until stopped. When its lease is lost it drops everything and takes a new one. */
export async function startWorker(database: Database): Promise<Worker> {
  const stopping = new AbortController()
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      await workUnderLease(database, stopping.signal).catch((error: unknown) => {
        log().error({ err: error }, 'worker')
        return new Promise((resolve) => setTimeout(resolve, SWEEP_MS))
      })
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

async function workUnderLease(database: Database, stop: AbortSignal): Promise<void> {
  const lease = await database.lease(randomInt(1, LEASES))
  const over = new AbortController()
  stop.addEventListener('abort', () => over.abort(), { once: true })
  void lease.lost.then(() => over.abort())
  const shift = new Shift(database, lease, over.signal)
  const unlisten = await database.listen('loupe_work', (payload) => shift.hear(payload))
  log().info({ lease: lease.id, database: database.kind }, 'worker started')
  try {
    await shift.work()
  } finally {
    await unlisten()
    await shift.finish(STOP_MS)
    await giveBackAll(database.db, lease.id)
    await lease.release()
  }
}

/** One lease's time: which jobs run, and who wakes them. */
class Shift {
  readonly #running = new Map<string, { bell: Bell; ended: Promise<void> }>()
  readonly #taking = new Bell()
  readonly #rest = new Bell()
  /** Waiting jobs that are being prepared or await their turn. */
  readonly #line = new Set<string>()
  readonly #dispatcher: Dispatcher
  readonly #storing = new Gate(STORING_AT_ONCE)
  readonly #looking: (urgent: boolean) => Promise<void>

  constructor(
    readonly database: Database,
    readonly lease: Lease,
    readonly signal: AbortSignal,
  ) {
    this.#dispatcher = new Dispatcher(database.db, lease.id, signal, (error) =>
      log().error({ err: error }, 'dispatch'),
    )
    this.#looking = paced(LOOKS_PER_SECOND, signal)
  }

  /** A notification: an empty one means new work, otherwise the id of a job that a callback woke. */
  hear(payload: string) {
    const job = payload ? this.#running.get(payload) : undefined
    if (job) job.bell.ring()
    else this.#taking.ring()
  }

  async work(): Promise<void> {
    while (!this.signal.aborted) {
      await this.#take()
      for (const id of await woken(this.database.db, this.lease.id, 2 * SWEEP_MS))
        this.#running.get(id)?.bell.ring()
      await this.#taking.wait(SWEEP_MS, this.signal).catch(() => false)
      // A burst of submissions is one look, not one each.
      await this.#rest.wait(GATHER_MS, this.signal).catch(() => false)
    }
  }

  async #take(): Promise<void> {
    const { db, liveLeases } = this.database
    const live = liveLeases(this.lease.id)
    const ids = [
      ...(await takeResumable(db, this.lease.id, live)),
      ...(await takeWaiting(db, this.lease.id, live, this.#line.size)),
    ]
    if (ids.length === 0) return
    const kie = await upstream()
    for (const job of await leased(db, this.lease.id, ids)) {
      const bell = new Bell()
      const run: Run = {
        db,
        lease: this.lease.id,
        jobId: job.id,
        upstream: kie,
        bell,
        signal: this.signal,
        turn: () =>
          this.#dispatcher.turn(job.id).then((begun) => {
            this.#leaveLine(job.id)
            return begun
          }),
        lookingTurn: this.#looking,
        storing: (work) => this.#storing.run(work),
      }
      if (job.status === 'queued') this.#line.add(job.id)
      this.#running.set(job.id, { bell, ended: this.#run(run, job) })
    }
  }

  async #run(run: Run, job: JobRow): Promise<void> {
    try {
      await runJob(run, job).catch((error: unknown) => {
        if (error instanceof JobMovedOn || this.signal.aborted) return
        log().error({ err: error, jobId: job.id }, 'a job stumbled')
        return giveUpOld(run, job)
      })
      // A job that has ended or was put back is not ours any more; one that stumbled is taken again a little later.
      if (!this.signal.aborted) await letGo(this.database.db, this.lease.id, job.id)
    } catch (error) {
      log().error({ err: error, jobId: job.id }, 'a job could not be let go')
    } finally {
      this.#running.delete(job.id)
      this.#leaveLine(job.id)
    }
  }

  /** Room for another waiting job to be prepared. */
  #leaveLine(jobId: string) {
    if (this.#line.delete(jobId)) this.#taking.ring()
  }

  /** Waits for what must not be cut (downloads, settlements), at most `ms`. */
  async finish(ms: number): Promise<void> {
    const all = Promise.all([...this.#running.values()].map((job) => job.ended))
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, ms).unref())])
  }
}
