import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { files, jobInputs } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import { openForUpstream } from '@/lib/files/blobs'
import { extensionOf } from '@/lib/files/types'
import { newId } from '@/lib/id'
import { log } from '@/lib/log'
import { putBack, type Run } from './run-context'
import { settleFailed } from './settle'
import type { JobRow } from './view'

const UPLOAD_FOLDER = 'loupe/inputs'
const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 60_000

/** Grows with the job's age, so that no count of tries has to be kept. */
export const retryDelay = (job: JobRow): number =>
  Math.min(LONGEST_RETRY_MS, Math.max(FIRST_RETRY_MS, (Date.now() - job.createdAt.getTime()) / 4))

/**
 * Sends the job's pictures to KIE under random names (KIE overwrites equal ones) and answers the model's input with
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
  const input = { ...job.input }
  for (const field of findModel(job.model)?.fields ?? []) {
    const file = byId.get(String(job.input[field.name]))
    if (!file) continue
    const sent = await sendFile(run, file)
    if (sent.kind === 'uploaded') {
      input[field.name] = sent.url
      continue
    }
    log().warn(
      { jobId: job.id, fileId: file.id, outcome: sent.kind, detail: sent.message },
      'upload to KIE failed',
    )
    await giveUpOrWait(run, job, sent)
    return null
  }
  return input
}

type FileRow = typeof files.$inferSelect

async function sendFile(run: Run, file: FileRow) {
  const blob = await openForUpstream(file)
  if (!blob)
    return {
      kind: 'refused',
      reason: 'gone',
      message: 'the stored picture is gone',
      retryAfterMs: null,
    } as const
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

async function giveUpOrWait(
  run: Run,
  job: JobRow,
  outcome: { kind: 'refused' | 'unavailable'; reason?: string; message: string; retryAfterMs: number | null },
): Promise<void> {
  run.signal.throwIfAborted()
  if (Date.now() - job.createdAt.getTime() > run.settings.giveUpAfterMs) {
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
