import 'server-only'
import { writeFile } from 'node:fs/promises'
import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { invalid, Refusal } from '@/lib/refusal'
import { MAX_PEAKS_BYTES, MAX_PIXELS, MAX_POSTER_BYTES, takenTypes } from './bounds'
import { type Derived, derive } from './derivatives'
import { mediaProblem, wrongType } from './limits'
import { refuseFile } from './multipart'
import { inspect, unreadable } from './picture'
import { type FileRow, ownFile } from './queries'
import { peaksSchema } from './schema'
import { sniffFile } from './sniff'
import { blobKey, store } from './store'
import { dropTemp, tempPath } from './temp'

const posterLimits = {
  accept: takenTypes.image,
  maxFileBytes: MAX_POSTER_BYTES,
  maxSidePx: 4_096,
  maxPixels: MAX_PIXELS,
}
const PLACES = 1_000

/**
 * Keeps what the owner's browser made of a film (one picture of it) or a sound (its waveform) at first view. The first
 * one stays; a later one is fine and changes nothing.
 */
export async function storeDerived(
  db: Db,
  userId: string,
  id: string,
  body: ReadableStream<Uint8Array> | null,
): Promise<Refusal | undefined> {
  const row = await ownFile(db, userId, id)
  if (row?.kind !== 'video' && row?.kind !== 'audio') return new Refusal('not_found')
  if (row.hasPreview || row.hasPeaks) return
  const bytes = await readBody(body, row.kind === 'video' ? MAX_POSTER_BYTES : MAX_PEAKS_BYTES)
  if (bytes instanceof Refusal) return bytes
  return row.kind === 'video' ? storePoster(db, row, bytes) : storePeaks(db, row, bytes)
}

async function readBody(body: ReadableStream<Uint8Array> | null, most: number): Promise<Buffer | Refusal> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > most) return new Refusal('too_large', { values: { limit: Math.floor(most / 1_024) } })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function storePoster(db: Db, row: FileRow, bytes: Buffer): Promise<Refusal | undefined> {
  const derived = await decoded(bytes)
  if (derived instanceof Refusal) return derived
  await once(db, row, async () => {
    const about = { mime: 'image/webp' }
    await store().put(blobKey(row.id, 'preview'), derived.preview, about)
    await store().put(blobKey(row.id, 'thumb'), derived.thumb, about)
    return { hasPreview: true, placeholder: derived.placeholder }
  })
}

/** What is shown later is what we drew ourselves from its pixels, never what was sent. */
async function decoded(bytes: Buffer): Promise<Derived | Refusal> {
  const path = await tempPath()
  try {
    await writeFile(path, bytes)
    const sniffed = await sniffFile(path)
    if (sniffed?.kind !== 'image') return refuseFile('unsupported_type', wrongType(takenTypes.image))
    const picture = await inspect(path, sniffed)
    if ('key' in picture) return refuseFile('file_refused', picture)
    const problem = mediaProblem(posterLimits, { ...picture, bytes: bytes.length })
    if (problem) return refuseFile('file_refused', problem)
    return await derive(path, picture.orientation).catch((error: unknown) =>
      refuseFile('file_refused', unreadable(error)),
    )
  } finally {
    await dropTemp(path)
  }
}

async function storePeaks(db: Db, row: FileRow, bytes: Buffer): Promise<Refusal | undefined> {
  const given = peaksSchema.safeParse(parsed(bytes))
  if (!given.success) return invalid({ peaks: { key: 'wrong_form' } })
  const peaks = given.data.peaks.map((peak) => Math.round(peak * PLACES) / PLACES)
  await once(db, row, async () => {
    const about = { mime: 'application/json' }
    await store().put(blobKey(row.id, 'peaks'), Buffer.from(JSON.stringify({ peaks })), about)
    return { hasPeaks: true }
  })
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/**
 * Writes while the row is locked, so that of two at the same time the second finds the first one's work and no blob is
 * written twice. What a crash leaves is written over by the next.
 */
async function once(
  db: Db,
  { id }: FileRow,
  write: () => Promise<Partial<typeof files.$inferInsert>>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [open] = await tx
      .select({ id: files.id })
      .from(files)
      .where(
        and(
          eq(files.id, id),
          eq(files.hasPreview, false),
          eq(files.hasPeaks, false),
          isNull(files.deletedAt),
        ),
      )
      .for('update')
    if (open)
      await tx
        .update(files)
        .set(await write())
        .where(eq(files.id, id))
  })
}
