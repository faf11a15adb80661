import 'server-only'
import { setImmediate } from 'node:timers/promises'
import { and, gt, inArray, sql } from 'drizzle-orm'
import type { Database } from '@/db/open'
import { jobs, sessions } from '@/db/schema'
import { balance } from '@/lib/credits/queries'
import { database } from '@/lib/database'
import type { Locale } from '@/lib/locale'
import { log } from '@/lib/log'
import { rowsOf } from '@/lib/rows'
import { changedJobs, openCounts } from './queries'
import type { CountsView, CreditsView, JobView } from './schema'

/** Changes within this time are told together. */
const GATHER_MS = 15
/** A change becomes visible at its commit, later than its time: how far back each look goes. */
const OVERLAP_MS = 2_000
/** Backs up notifications that were lost while the connection was. */
const SWEEP_MS = 5_000
const HEARTBEAT_MS = 15_000
const MOST_PER_PERSON = 100

export type Listener = {
  userId: string
  sessionId: string
  locale: Locale
  job: (job: JobView, at: Date) => void
  credits: (credits: CreditsView) => void
  counts: (counts: CountsView) => void
  ping: () => void
  /** The session is over. */
  end: () => void
  /** The server stops; the browser comes back by itself. */
  close: () => void
}

type Audience = {
  listeners: Set<Listener>
  since: Date
  versions: Map<string, number>
  /** What was told last. */
  credits: string
  counts: string
  /** Set until the look that it leads to begins. */
  timer?: NodeJS.Timeout
  /** The looks so far: one at a time, or an older balance could be told last. */
  looks: Promise<unknown>
}

const shared = globalThis as { loupeLive?: Promise<Live> }

/** Everyone who watches their jobs through this process: one LISTEN and one heartbeat for all of them. */
export function live(): Promise<Live> {
  shared.loupeLive ??= database().then((opened) => Live.start(opened))
  return shared.loupeLive
}

/** Ends every open stream; browsers come back by themselves. */
export async function closeLive(): Promise<void> {
  const open = shared.loupeLive
  delete shared.loupeLive
  if (open) await (await open).close()
}

class Live {
  readonly #people = new Map<string, Audience>()
  readonly #timers: NodeJS.Timeout[] = []
  #unlisten: () => Promise<void> = async () => {}
  /** How far the database's clock is ahead of ours, in ms: changes carry its time. */
  #ahead = 0

  constructor(readonly database: Database) {}

  static async start(opened: Database): Promise<Live> {
    const hub = new Live(opened)
    hub.#unlisten = await opened.listen('loupe_people', (userId) => hub.#gather(userId))
    await hub.#readClock()
    hub.#timers.push(
      setInterval(() => hub.#all((listener) => listener.ping()), HEARTBEAT_MS),
      setInterval(
        () => void hub.#sweep().catch((error: unknown) => log().error({ err: error }, 'live sweep')),
        SWEEP_MS,
      ),
    )
    return hub
  }

  /** The database's time. */
  now(): Date {
    return new Date(Date.now() + this.#ahead)
  }

  async #readClock(): Promise<void> {
    const result = await rowsOf<{ ms: number }>(
      this.database.db,
      sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
    )
    const [row] = result
    this.#ahead = (row?.ms ?? Date.now()) - Date.now()
  }

  /** Adds a listener; the answer removes it. Null: this person has too many streams open. */
  add(listener: Listener): (() => void) | null {
    const audience = this.#people.get(listener.userId) ?? {
      listeners: new Set(),
      since: new Date(this.now().getTime() - OVERLAP_MS),
      versions: new Map(),
      credits: '',
      counts: '',
      looks: Promise.resolve(),
    }
    if (audience.listeners.size >= MOST_PER_PERSON) return null
    this.#people.set(listener.userId, audience)
    audience.listeners.add(listener)
    return () => {
      audience.listeners.delete(listener)
      if (audience.listeners.size === 0 && this.#people.get(listener.userId) === audience) {
        this.#people.delete(listener.userId)
      }
    }
  }

  /** Reads what opens a stream, between two looks: what is told after it is newer. */
  async open(userId: string, read: () => Promise<void>): Promise<void> {
    const audience = this.#people.get(userId)
    if (!audience) return
    const opened = audience.looks.then(read)
    audience.looks = Promise.allSettled([opened])
    await opened
    // The newcomer may have read something else than was told last.
    audience.credits = ''
    audience.counts = ''
  }

  #all(tell: (listener: Listener) => void) {
    for (const audience of this.#people.values()) for (const listener of audience.listeners) tell(listener)
  }

  #gather(userId: string) {
    const audience = this.#people.get(userId)
    if (!audience || audience.timer) return
    audience.timer = setTimeout(() => {
      audience.looks = audience.looks
        .then(() => {
          delete audience.timer
          return this.#tell(userId, audience)
        })
        .catch((error: unknown) => log().error({ err: error, userId }, 'live list'))
    }, GATHER_MS)
  }

  async #tell(userId: string, audience: Audience): Promise<void> {
    const { db } = this.database
    await this.#endRevoked(audience)
    for (const locale of new Set([...audience.listeners].map((listener) => listener.locale))) {
      const changes = await changedJobs(db, userId, new Date(audience.since.getTime() - OVERLAP_MS), locale)
      const readers = [...audience.listeners].filter((listener) => listener.locale === locale)
      for (const { job, at } of changes) {
        if (audience.versions.get(`${locale}${job.id}`) === job.version) continue
        audience.versions.set(`${locale}${job.id}`, job.version)
        for (const listener of readers) listener.job(job, at)
        if (at > audience.since) audience.since = at
        // Much at once must not look like a reader who takes nothing: what was sent can go out first.
        await setImmediate()
      }
    }
    // Only what the next look's overlap can show again has to be remembered.
    if (audience.versions.size > 2_000) audience.versions.clear()
    const [counts, credits] = [await openCounts(db, userId), await balance(db, userId)]
    if (JSON.stringify(counts) !== audience.counts) {
      audience.counts = JSON.stringify(counts)
      for (const listener of audience.listeners) listener.counts(counts)
    }
    if (JSON.stringify(credits) !== audience.credits) {
      audience.credits = JSON.stringify(credits)
      for (const listener of audience.listeners) listener.credits(credits)
    }
  }

  async #endRevoked(audience: Audience): Promise<void> {
    const ids = [...audience.listeners].map((listener) => listener.sessionId)
    if (ids.length === 0) return
    const rows = await this.database.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(inArray(sessions.id, ids), gt(sessions.expiresAt, sql`now()`)))
    const alive = new Set(rows.map((row) => row.id))
    for (const listener of audience.listeners) if (!alive.has(listener.sessionId)) listener.end()
  }

  async #sweep(): Promise<void> {
    if (this.#people.size === 0) return
    await this.#readClock()
    const rows = await this.database.db
      .selectDistinct({ userId: jobs.userId })
      .from(jobs)
      .where(gt(jobs.updatedAt, sql`now() - ${SWEEP_MS * 2} * interval '1 ms'`))
    for (const row of rows) this.#gather(row.userId)
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.#unlisten()
    this.#all((listener) => listener.close())
    this.#people.clear()
  }
}
