import 'server-only'
import type { Db } from '@/db/open'
import type { SessionUser } from '@/lib/auth/session'
import { balance } from '@/lib/credits/queries'
import type { Locale } from '@/lib/locale'
import { Refusal } from '@/lib/refusal'
import { type Listener, live } from './live'
import { changedJobs, listJobs, openCounts } from './queries'

const SNAPSHOT_JOBS = 50
/** Resuming resends what changed since the last id less this: commits may come later than their times. */
const RESUME_OVERLAP_MS = 30_000
/** A reader that leaves so much of the news lie is gone; its browser comes back by itself. */
const MOST_UNREAD_BYTES = 1_048_576

/**
 * The live list as server-sent events: a `snapshot` (or, when resuming, what changed since), then `job`, `counts` and
 * `credits` as they happen, `ping` every 15 s, `end` when the session is over. Ids are database time in ms.
 */
export async function jobStream(
  db: Db,
  user: SessionUser,
  locale: Locale,
  lastEventId: string | null,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array> | Refusal> {
  const hub = await live()
  const encoder = new TextEncoder()
  let close = () => {}
  const stream = new EventWriter(encoder)
  const listener: Listener = {
    userId: user.id,
    sessionId: user.sessionId,
    locale,
    job: (job, at) => stream.send('job', job, at),
    credits: (credits) => stream.send('credits', credits),
    counts: (counts) => stream.send('counts', counts),
    ping: () => stream.send('ping', {}),
    end: () => {
      stream.send('end', {})
      close()
    },
    close: () => close(),
  }
  const remove = hub.add(listener)
  if (!remove) return new Refusal('rate_limited', { retryAfter: 60 })
  close = () => {
    remove()
    stream.close()
  }
  stream.onOverflow = close
  signal.addEventListener('abort', close, { once: true })
  try {
    await hub.open(user.id, () => opening(db, user, locale, lastEventId, stream, hub.now()))
  } catch (error) {
    close()
    throw error
  }
  stream.isOpening = false
  return stream.readable
}

async function opening(
  db: Db,
  user: SessionUser,
  locale: Locale,
  lastEventId: string | null,
  stream: EventWriter,
  now: Date,
) {
  if (lastEventId && /^\d{1,15}$/.test(lastEventId)) {
    const since = new Date(Number(lastEventId) - RESUME_OVERLAP_MS)
    for (const { job, at } of await changedJobs(db, user.id, since, locale)) stream.send('job', job, at)
    stream.send('counts', await openCounts(db, user.id))
    stream.send('credits', await balance(db, user.id))
    return
  }
  const page = await listJobs(db, user.id, { limit: SNAPSHOT_JOBS }, locale)
  if (page instanceof Refusal) return
  const { jobs, counts } = page
  stream.send('snapshot', { jobs, counts, credits: await balance(db, user.id) }, now)
}

/** A readable side that is written to from outside and never blocks the writer. */
class EventWriter {
  readonly readable: ReadableStream<Uint8Array>
  onOverflow: () => void = () => {}
  /** What opens the stream lies there before anybody can read, however much it is: it does not count. */
  isOpening = true
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null

  constructor(readonly encoder: TextEncoder) {
    this.readable = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller
        },
        cancel: () => {
          this.#controller = null
          this.onOverflow()
        },
      },
      { highWaterMark: MOST_UNREAD_BYTES, size: (chunk) => (this.isOpening ? 0 : (chunk?.byteLength ?? 0)) },
    )
  }

  send(event: string, data: unknown, at?: Date) {
    if ((this.#controller?.desiredSize ?? 1) <= 0) return this.onOverflow()
    const id = at ? `id: ${at.getTime()}\n` : ''
    this.#controller?.enqueue(this.encoder.encode(`${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
  }

  close() {
    const controller = this.#controller
    this.#controller = null
    controller?.close()
  }
}
