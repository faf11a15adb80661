import 'server-only'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { and, eq, inArray, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/open'
import { files, shownResult } from '@/db/schema'
import { BOM, csvLine } from '@/lib/csv'
import type { FileRow } from '@/lib/files/queries'
import { blobKey, type Store, store } from '@/lib/files/store'
import { invalid, Refusal } from '@/lib/refusal'
import { type Zip, zipStream } from '@/lib/zip'
import { uniqueNames } from '@/lib/zip-names'
import { ZIP_MAX } from './bounds'
import { after } from './cursor'
import { conditionOf, type GalleryFilter, orderOf } from './filter'
import { type ManifestEntry, manifestOf } from './manifest'
import { rowsOf } from './page'

/** Results whose rows are read together. */
const BATCH = 200

const idsSchema = z
  .array(z.string().regex(/^[0-9a-z]{26}$/))
  .min(1)
  .max(ZIP_MAX)

/** Which results: chosen ones in their order, or all that a filter shows. */
export type ZipAsked = { ids: string[] } | { filter: GalleryFilter }

/** Reads `ids`, separated by commas. */
export function readZipIds(text: string): ZipAsked | Refusal {
  const ids = idsSchema.safeParse([...new Set(text.split(',').filter(Boolean))])
  return ids.success ? { ids: ids.data } : invalid({ ids: { key: 'wrong_form' } })
}

/**
 * Results as a ZIP that is written as fast as its reader takes it, from the store, uncompressed: pictures and films are
 * compressed already. `manifest.csv` and `manifest.json` tell the model, settings and cost of each, and what was deleted meanwhile.
 */
export async function zipOf(
  db: Db,
  userId: string,
  asked: ZipAsked,
  from: Store = store(),
): Promise<ReadableStream<Uint8Array> | Refusal> {
  const batches = 'ids' in asked ? chosen(db, userId, asked.ids) : await filtered(db, userId, asked.filter)
  if (batches instanceof Refusal) return batches
  const first = await batches.next()
  if (first.done) return new Refusal('not_found')
  const zip = zipStream({ userId }, (into) => fill(db, into, first.value, batches, from))
  return Readable.toWeb(zip) as WebStream<Uint8Array> as ReadableStream<Uint8Array>
}

/** Each file is asked for when its turn has come, so that the manifest, written last, says which were gone by then. */
async function fill(
  db: Db,
  zip: Zip,
  first: FileRow[],
  rest: AsyncGenerator<FileRow[]>,
  from: Store,
): Promise<void> {
  const nameOf = uniqueNames()
  // Theirs first, so that no result takes their names.
  const [csvName, jsonName] = [nameOf('manifest.csv'), nameOf('manifest.json')]
  const manifest: ManifestEntry[] = []
  async function add(row: FileRow): Promise<Pick<ManifestEntry, 'file' | 'missing'>> {
    const file = nameOf(row.name)
    const open = async () => (await from.get(blobKey(row.id, 'original')))?.stream ?? null
    const options = { mtime: row.createdAt, compress: false, size: row.bytes }
    return { file, missing: !(await zip.pass(file, open, options)) }
  }
  async function addAll(rows: FileRow[]) {
    const known = await manifestOf(db, rows)
    for (const [at, row] of rows.entries()) {
      const about = known[at]
      if (about) manifest.push({ ...(await add(row)), ...about })
    }
  }
  await addAll(first)
  for await (const rows of rest) await addAll(rows)
  zip.add(csvName, Buffer.from(csvOf(manifest)), { compress: false })
  zip.add(jsonName, Buffer.from(JSON.stringify(manifest, null, 2)), { compress: false })
}

const columns = [
  'file',
  'missing',
  'id',
  'job',
  'finishOf',
  'model',
  'jobCost',
  'made',
  'bytes',
  'width',
  'height',
  'durationMs',
] as const

function csvOf(manifest: readonly ManifestEntry[]): string {
  const lines = manifest.map((entry) =>
    csvLine([
      ...columns.map((column) => (column === 'missing' ? (entry.missing ? 'yes' : '') : entry[column])),
      entry.madeFrom.join('; '),
      JSON.stringify(entry.settings),
    ]),
  )
  return BOM + csvLine([...columns, 'madeFrom', 'settings']) + lines.join('')
}

/** Own results that are still there, in the order in which they were asked for. */
async function* chosen(db: Db, userId: string, ids: string[]): AsyncGenerator<FileRow[]> {
  for (let start = 0; start < ids.length; start += BATCH) {
    const some = ids.slice(start, start + BATCH)
    const rows = await db
      .select()
      .from(files)
      .where(and(eq(files.userId, userId), inArray(files.id, some), shownResult(files)))
    const byId = new Map(rows.map((row) => [row.id, row]))
    const found = some.flatMap((id) => byId.get(id) ?? [])
    if (found.length > 0) yield found
  }
}

async function filtered(db: Db, userId: string, filter: GalleryFilter) {
  const condition = await conditionOf(db, userId, { ...filter, trash: undefined })
  return condition instanceof Refusal ? condition : walk(db, filter, condition)
}

async function* walk(db: Db, filter: GalleryFilter, condition: SQL): AsyncGenerator<FileRow[]> {
  const order = orderOf({ ...filter, trash: undefined })
  let place: { key: string; id: string } | null = null
  for (let count = 0; count < ZIP_MAX; count += BATCH) {
    const rows: { file: FileRow; key: string }[] = await rowsOf(
      db,
      order,
      and(condition, place ? after(order, place) : undefined),
      Math.min(BATCH, ZIP_MAX - count),
    )
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ file }) => file)
    if (rows.length < BATCH) return
    place = { key: last.key, id: last.file.id }
  }
}
