import 'server-only'
import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files, jobInputs, jobs, ledger } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'

/** Rows that are in memory at once. */
export const BATCH = 200

/** All rows, a page at a time: `page` answers those after `last`, at most a batch. */
export async function* paged<Row>(page: (last: Row | null) => Promise<Row[]>): AsyncGenerator<Row[]> {
  let last: Row | null = null
  for (;;) {
    const rows: Row[] = await page(last)
    yield rows
    last = rows.at(-1) ?? null
    if (rows.length < BATCH || last === null) return
  }
}

export const line = (value: object) => `${JSON.stringify(value)}\n`

const jobPage = (db: Db, userId: string, last: { createdAt: Date; id: string } | null) =>
  db
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.userId, userId),
        last
          ? sql`(${jobs.createdAt}, ${jobs.id}) < (${last.createdAt.toISOString()}::timestamptz, ${last.id})`
          : undefined,
      ),
    )
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(BATCH)

/** Every job as a line of JSON, newest first: what was asked, which files it took and made, and what it cost. */
export async function* jobLines(db: Db, userId: string): AsyncGenerator<string> {
  for await (const page of paged<typeof jobs.$inferSelect>((last) => jobPage(db, userId, last))) {
    const ids = page.map((job) => job.id)
    const inputs = await db
      .select({ jobId: jobInputs.jobId, fileId: jobInputs.fileId })
      .from(jobInputs)
      .where(inArray(jobInputs.jobId, ids))
      .orderBy(asc(jobInputs.position))
    const outputs = await db
      .select({ jobId: files.jobId, fileId: files.id })
      .from(files)
      .where(inArray(files.jobId, ids))
      .orderBy(asc(files.position))
    const receipt = await db
      .select({ jobId: ledger.jobId, kind: ledger.kind, amount: ledger.amount, at: ledger.at })
      .from(ledger)
      .where(and(inArray(ledger.jobId, ids), eq(ledger.userId, userId)))
      .orderBy(asc(ledger.id))
    for (const job of page)
      yield line({
        ...{ id: job.id, model: job.model, status: job.status, input: job.input },
        ...{ batchId: job.batchId, retryOf: job.retryOf },
        inputs: inputs.filter(({ jobId }) => jobId === job.id).map(({ fileId }) => fileId),
        outputs: outputs.filter(({ jobId }) => jobId === job.id).map(({ fileId }) => fileId),
        price: toCredits(job.charged ?? job.hold),
        receipt: receipt
          .filter(({ jobId }) => jobId === job.id)
          .map(({ kind, amount, at }) => ({ kind, credits: toCredits(amount), at })),
        ...{ error: job.errorCode, errorDetail: job.errorDetail },
        ...{ createdAt: job.createdAt, startedAt: job.startedAt, finishedAt: job.finishedAt },
      })
  }
}

type FilePage = Awaited<ReturnType<typeof filePage>>

const filePage = (db: Db, userId: string, after: string) =>
  db
    .select({
      ...{ id: files.id, name: files.name, kind: files.kind, mime: files.mime, bytes: files.bytes },
      ...{ width: files.width, height: files.height, durationMs: files.durationMs },
      ...{ jobId: files.jobId, position: files.position, model: files.model },
      ...{ isFavourite: files.isFavourite, finishOf: files.finishOf, recipe: files.recipe },
      ...{ trashedAt: files.trashedAt, createdAt: files.createdAt },
    })
    .from(files)
    .where(and(eq(files.userId, userId), isNull(files.deletedAt), gt(files.id, after)))
    .orderBy(asc(files.id))
    .limit(BATCH)

/** A person's files that are not deleted, a page at a time. */
export const filePages = (db: Db, userId: string) =>
  paged<FilePage[number]>((last) => filePage(db, userId, last?.id ?? ''))

/** Every file that is in the ZIP as a line of JSON. @param path where it is, by its id */
export async function* fileLines(
  db: Db,
  userId: string,
  path: ReadonlyMap<string, string>,
): AsyncGenerator<string> {
  for await (const page of filePages(db, userId))
    for (const { id, ...file } of page) if (path.has(id)) yield line({ id, path: path.get(id), ...file })
}
