import 'server-only'
import { eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files, jobInputs, jobs } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import type { FileRow } from '@/lib/files/queries'

/** What a ZIP tells of one of its files. Sizes in bytes, px and ms. */
export type ManifestEntry = {
  file: string
  /** Its bytes were gone when its turn came: it is not in the ZIP. */
  missing: boolean
  id: string
  job: string | null
  /** Of a finished version: the result that it was made from. */
  finishOf: string | null
  model: string | null
  settings: Record<string, unknown>
  /** Credits of the whole job, of which it may be one output of several. */
  jobCost: number | null
  made: string
  bytes: number
  width: number | null
  height: number | null
  durationMs: number | null
  madeFrom: string[]
}

/** What is known of these results, in their order, before it is known whether their bytes are there. */
export async function manifestOf(
  db: Db,
  rows: readonly FileRow[],
): Promise<Omit<ManifestEntry, 'file' | 'missing'>[]> {
  const jobIds = [...new Set(rows.flatMap(({ jobId }) => jobId ?? []))]
  const [made, given] = jobIds.length
    ? await Promise.all([
        db.select().from(jobs).where(inArray(jobs.id, jobIds)),
        db
          .select({ jobId: jobInputs.jobId, name: files.name })
          .from(jobInputs)
          .innerJoin(files, eq(files.id, jobInputs.fileId))
          .where(inArray(jobInputs.jobId, jobIds))
          .orderBy(jobInputs.position),
      ])
    : [[], []]
  const byId = new Map(made.map((job) => [job.id, job]))
  return rows.map((row) => {
    const job = row.jobId ? byId.get(row.jobId) : undefined
    return {
      id: row.id,
      job: row.jobId,
      finishOf: row.finishOf,
      model: row.model,
      settings: job?.input ?? row.recipe ?? {},
      jobCost: job ? toCredits(job.charged ?? 0) : row.finishOf ? 0 : null,
      made: row.createdAt.toISOString(),
      bytes: row.bytes,
      width: row.width,
      height: row.height,
      durationMs: row.durationMs,
      madeFrom: given.filter((one) => one.jobId === row.jobId).map(({ name }) => name),
    }
  })
}
