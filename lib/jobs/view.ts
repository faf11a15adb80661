import 'server-only'
import type { files, jobs } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import { fileView } from '@/lib/files/queries'
import type { Locale } from '@/lib/locale'
import { wordsFor } from '@/lib/words'
import type { JobView } from './schema'
import { type JobErrorCode, jobErrorCodes } from './status'

export type JobRow = typeof jobs.$inferSelect
type FileRow = typeof files.$inferSelect

const isShown = ({ trashedAt, deletedAt }: FileRow) => trashedAt === null && deletedAt === null

/**
 * A job with its files as the browser sees it; the error's sentence in the reader's language. Files in the trash and
 * deleted ones are left out.
 */
export async function jobView(
  row: JobRow,
  files: { inputs: FileRow[]; outputs: FileRow[] },
  locale: Locale,
): Promise<JobView> {
  return {
    id: row.id,
    model: row.model,
    status: row.status,
    stage: row.stage,
    version: row.version,
    input: row.input,
    inputs: files.inputs.filter(isShown).map(fileView),
    outputs: files.outputs.filter(isShown).map(fileView),
    gone: {
      trashed: files.outputs.filter((file) => file.trashedAt !== null && file.deletedAt === null).length,
      deleted: files.outputs.filter((file) => file.deletedAt !== null).length,
    },
    price: toCredits(row.charged ?? row.hold),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    error: row.errorCode ? await errorView(row, locale) : null,
    batchId: row.batchId,
    retryOf: row.retryOf,
  }
}

async function errorView(row: JobRow, locale: Locale): Promise<NonNullable<JobView['error']>> {
  const code =
    jobErrorCodes.find((known): known is JobErrorCode => known === row.errorCode) ?? 'generation_failed'
  const words = await wordsFor(locale)
  return { code, message: words(`errors.job.${code}`), detail: row.errorDetail }
}
