import 'server-only'
import { eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files, jobInputs, jobs } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import type { FileRow } from '@/lib/files/queries'

/** What a ZIP tells of one of its files. Cost in credits of the whole job; sizes in bytes, px and ms. */
export type ManifestEntry = {
  file: string
  id: string
  job: string | null
  model: string | null
  settings: Record<string, unknown>
  cost: number | null
  made: string
  bytes: number
  width: number | null
  height: number | null
  durationMs: number | null
  madeFrom: string[]
}

/** What is known of these results, in their order; `names` are those that they have in the ZIP. */
export async function manifestOf(
  db: Db,
  rows: readonly FileRow[],
  names: readonly string[],
): Promise<ManifestEntry[]> {
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
  return rows.map((row, at) => {
    const job = row.jobId ? byId.get(row.jobId) : undefined
    return {
      file: names[at] ?? row.name,
      id: row.id,
      job: row.jobId,
      model: row.model,
      settings: job?.input ?? row.recipe ?? {},
      cost: job ? toCredits(job.charged ?? 0) : row.finishOf ? 0 : null,
      made: row.createdAt.toISOString(),
      bytes: row.bytes,
      width: row.width,
      height: row.height,
      durationMs: row.durationMs,
      madeFrom: given.filter((one) => one.jobId === row.jobId).map(({ name }) => name),
    }
  })
}
