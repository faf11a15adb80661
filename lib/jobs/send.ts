import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { files, jobInputs } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import { type MediaUse, mediaUses, placed, taskUses } from '@/lib/catalog/places'
import type { Model } from '@/lib/catalog/schema'
import { openForUpstream } from '@/lib/files/blobs'
import { extensionOf } from '@/lib/files/types'
import { newId } from '@/lib/id'
import { log } from '@/lib/log'
import { readSettings } from '@/lib/settings'
import { earlierTasks } from './earlier'
import { JobMovedOn, putBack, type Run } from './run-context'
import { settleFailed } from './settle'
import type { JobRow } from './view'

const UPLOAD_FOLDER = 'loupe/inputs'
const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 60_000

/** Grows with the job's age, so that no count of tries has to be kept. */
export const retryDelay = (job: JobRow): number =>
  Math.min(LONGEST_RETRY_MS, Math.max(FIRST_RETRY_MS, (Date.now() - job.createdAt.getTime()) / 4))

/**
 * Sends the job's pictures, films and sounds to KIE under random names (KIE overwrites equal ones) and answers the model's input with
 * their addresses. May be repeated: uploads cost nothing. Null: the job was put back or failed.
 */
export async function sendInputs(run: Run, job: JobRow): Promise<Record<string, unknown> | null> {
  const rows = await run.db
    .select({ file: files })
    .from(jobInputs)
    .innerJoin(files, eq(files.id, jobInputs.fileId))
    .where(eq(jobInputs.jobId, job.id))
    .orderBy(asc(jobInputs.position))
  const byId = new Map(rows.map(({ file }) => [file.id, file]))
  const model = findModel(job.model)
  const uses = model ? mediaUses(model, job.input) : []
  const urls = new Map<string, string>()
  for (const fileId of new Set(uses.map((use) => fileIdOf(use)))) {
    const file = byId.get(fileId)
    const sent = file ? await sendFile(run, file) : GONE
    if (sent.kind === 'uploaded') {
      urls.set(fileId, sent.url)
      continue
    }
    log().warn({ jobId: job.id, fileId, outcome: sent.kind, detail: sent.message }, 'upload to KIE failed')
    await giveUpOrWait(run, job, sent)
    return null
  }
  const earlier = model ? await earlierIn(run, job, model) : []
  return placed(job.input, [
    ...uses.map((use) => ({ path: use.path, value: urls.get(fileIdOf(use)) })),
    ...earlier,
  ])
}

/** Of a stored input every medium is one of our files. */
const fileIdOf = ({ source }: MediaUse): string => (source.kind === 'file' ? source.id : '')

/** Jobs that the input goes on from, as KIE's task ids. They were checked at submission and stay as they are. */
async function earlierIn(run: Run, job: JobRow, model: Model) {
  const uses = taskUses(model, job.input)
  const known = await earlierTasks(
    run.db,
    job.userId,
    uses.map((use) => use.value),
  )
  return uses.map(({ path, value }) => ({ path, value: known.get(value)?.taskId ?? value }))
}

const GONE = {
  kind: 'refused',
  reason: 'gone',
  message: 'the stored file is gone',
  retryAfterMs: null,
} as const

type FileRow = typeof files.$inferSelect

async function sendFile(run: Run, file: FileRow) {
  const blob = await openForUpstream(file)
  if (!blob) return GONE
  return run.upstream.kie.uploadStream(
    {
      stream: blob.stream,
      size: blob.bytes,
      mime: blob.mime,
      name: `${newId()}.${extensionOf(blob.mime)}`,
      path: UPLOAD_FOLDER,
    },
    run.signal,
  )
}

/** A waiting job that stumbles has an input that cannot be read. It is tried again, and not for ever. */
export async function giveUpOld(run: Run, job: JobRow): Promise<void> {
  if (job.status !== 'queued' || !(await isOld(run, job))) return
  await settleFailed(run, 'queued', { code: 'input_unavailable' }).catch((error: unknown) => {
    // It stumbled after its turn had come: it goes on from there.
    if (!(error instanceof JobMovedOn)) throw error
  })
}

async function isOld(run: Run, job: JobRow): Promise<boolean> {
  const { giveUpAfterMs } = await readSettings(run.db)
  return Date.now() - job.createdAt.getTime() > giveUpAfterMs
}

async function giveUpOrWait(
  run: Run,
  job: JobRow,
  outcome: { kind: 'refused' | 'unavailable'; reason?: string; message: string; retryAfterMs: number | null },
): Promise<void> {
  run.signal.throwIfAborted()
  if (await isOld(run, job)) {
    return settleFailed(run, 'queued', { code: 'upstream_unavailable', detail: outcome.message })
  }
  if (outcome.retryAfterMs !== null)
    return putBack(run, 'queued', Math.max(outcome.retryAfterMs, retryDelay(job)))
  const code =
    outcome.reason === 'unauthorized'
      ? 'upstream_key'
      : outcome.reason === 'no_credit'
        ? 'upstream_credit'
        : 'input_unavailable'
  return settleFailed(run, 'queued', { code, detail: outcome.message })
}
