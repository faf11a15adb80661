import 'server-only'
import { eq } from 'drizzle-orm'
import { files } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import { storeOutput } from '@/lib/files/output'
import { fetchRemote } from '@/lib/files/remote'
import { log } from '@/lib/log'
import type { AttemptRow } from './queue'
import { resultName } from './result-name'
import type { Run } from './run-context'
import type { JobRow } from './view'

const MAX_RESULT_BYTES = 256 * 1_048_576
const FETCH_MS = 120_000
/** A link that is dead or gives rubbish is asked a few times more (KIE's own storage may lag), then given up. */
const RETRIES_MS = [500, 1_000, 2_000, 4_000]
/** While the host is away the result is not lost: KIE keeps it for a day at least. */
const AWAY_RETRY_MS = 5_000
const AWAY_LIMIT_MS = 10 * 60_000

/**
 * Downloads, checks and stores every output. What is stored already (before a crash) is not fetched again.
 * Answers how many of how many are in our store.
 */
export async function keep(
  run: Run,
  job: JobRow,
  attempt: AttemptRow,
): Promise<{ kept: number; promised: number }> {
  const { urls, texts } = attempt.record ?? { urls: [], texts: [] }
  const base = await resultName(run, job)
  const sources = [...urls.map((url) => ({ url })), ...texts.map((text) => ({ text }))]
  const there = await positionsKept(run, job)
  let kept = 0
  for (const [position, source] of sources.entries()) {
    const name = sources.length > 1 ? `${base}-${position + 1}` : base
    if (there.has(position) || (await keepOne(run, job, position, source, name))) kept++
  }
  return { kept, promised: sources.length }
}

/** Results that an earlier run of this job stored: their links may be dead by now. */
async function positionsKept(run: Run, job: JobRow): Promise<Set<number | null>> {
  const rows = await run.db.select({ position: files.position }).from(files).where(eq(files.jobId, job.id))
  return new Set(rows.map((row) => row.position))
}

type Source = { url: string } | { text: string }

async function keepOne(
  run: Run,
  job: JobRow,
  position: number,
  source: Source,
  name: string,
): Promise<boolean> {
  const target = { job: { id: job.id, userId: job.userId, model: job.model }, position, name }
  if ('text' in source) {
    const stored = await storeOutput(run.db, { ...target, kind: 'text', source: Buffer.from(source.text) })
    return stored !== 'corrupt'
  }
  const { output: kind = 'image', provider } = findModel(job.model) ?? {}
  const away = Date.now() + AWAY_LIMIT_MS
  let tries = 0
  let url = source.url
  for (;;) {
    // Waits between tries hold no place: a host that is away must not keep others' results from the store.
    const from = url
    const fetched = await run.storing(async () => {
      const got = await fetchRemote(from, {
        maxBytes: MAX_RESULT_BYTES,
        timeoutMs: FETCH_MS,
        trustedOrigins: run.upstream.trustedOrigins,
      })
      if (got.kind !== 'fetched') return got
      const stored = await storeOutput(run.db, { ...target, kind, source: got })
      return stored === 'corrupt' ? ({ kind: 'corrupt' } as const) : ({ kind: 'stored' } as const)
    })
    if (fetched.kind === 'stored') return true
    log().warn({ jobId: job.id, position, outcome: fetched.kind }, 'a result could not be stored')
    if (fetched.kind === 'refused') return false
    if (fetched.kind === 'unavailable' && Date.now() < away) {
      await run.bell.wait(AWAY_RETRY_MS, run.signal)
      continue
    }
    const delay = RETRIES_MS[tries++]
    if (delay === undefined) return false
    await run.bell.wait(delay, run.signal)
    if (fetched.kind === 'gone' && provider !== 'xty') url = await freshLink(run, source.url)
  }
}

/** KIE makes a new download link for a result of its own; where it will not, the old one is tried again. */
async function freshLink(run: Run, url: string): Promise<string> {
  const link = await run.upstream.kie.downloadUrl(url, run.signal)
  return link.kind === 'link' ? link.url : url
}
