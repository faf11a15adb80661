import 'server-only'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { newId } from '@/lib/id'
import { storeBlobs } from './blobs'
import { type Derived, derive } from './derivatives'
import { cleanName } from './name'
import { inspect, unreadable } from './picture'
import type { FileRow } from './queries'
import { type Sniffed, sniffFile } from './sniff'
import { deleteBlobs, store } from './store'
import { dropTemp, tempPath } from './temp'
import type { FileKind } from './types'

export type Output = {
  job: { id: string; userId: string }
  /** Which of the job's results, from 0. */
  position: number
  /** The extension is corrected by what the bytes are. */
  name: string
  kind: FileKind
  /** The temporary file is used up. `sha256` spares reading it again when the fetcher has it. */
  source: Buffer | { path: string; sha256?: string | undefined }
}

/**
 * Keeps one result of a job: type by its bytes, a picture decoded whole, previews, blobs, row. Asked twice, also at
 * the same time, it answers the one row of that job and position.
 * @returns `corrupt` when the bytes are not what the model promised.
 */
export async function storeOutput(db: Db, output: Output): Promise<FileRow | 'corrupt'> {
  const { path, sha256 } = await asFile(output.source)
  try {
    return (await outputRow(db, output)) ?? (await keep(db, output, path, sha256))
  } finally {
    await dropTemp(path)
  }
}

async function asFile(source: Output['source']): Promise<{ path: string; sha256?: string | undefined }> {
  if (!Buffer.isBuffer(source)) return source
  const path = await tempPath()
  await writeFile(path, source)
  return { path }
}

async function outputRow(db: Db, { job, position }: Output): Promise<FileRow | null> {
  const [row] = await db
    .select()
    .from(files)
    .where(and(eq(files.jobId, job.id), eq(files.position, position)))
  return row ?? null
}

async function keep(db: Db, output: Output, path: string, sha256?: string): Promise<FileRow | 'corrupt'> {
  const sniffed = await sniffFile(path)
  if (!sniffed || sniffed.kind !== output.kind) return 'corrupt'
  const [picture, digest, { size: bytes }] = await Promise.all([
    sniffed.kind === 'image' ? look(path, sniffed) : null,
    sha256 ?? digestOf(path),
    stat(path),
  ])
  if (picture === 'corrupt') return 'corrupt'
  const id = newId()
  await storeBlobs(id, { original: { source: { path }, mime: sniffed.mime }, derived: picture?.derived })
  const [row] = await db
    .insert(files)
    .values({
      id,
      userId: output.job.userId,
      jobId: output.job.id,
      position: output.position,
      kind: sniffed.kind,
      name: cleanName(output.name, sniffed.mime),
      mime: sniffed.mime,
      bytes,
      width: picture?.width,
      height: picture?.height,
      sha256: digest,
      placeholder: picture?.derived.placeholder,
      hasPreview: picture !== null,
    })
    .onConflictDoNothing({ target: [files.jobId, files.position] })
    .returning()
  if (row) return row
  // Somebody kept the same result meanwhile: theirs counts.
  await deleteBlobs(store(), id)
  const theirs = await outputRow(db, output)
  if (!theirs) throw new Error('A result was refused as a double, but there is none')
  return theirs
}

type Looked = { width: number; height: number; derived: Derived }

/** A result's pixels, every one decoded: half a picture is none. */
async function look(path: string, sniffed: Sniffed): Promise<Looked | 'corrupt'> {
  const picture = await inspect(path, sniffed)
  if ('key' in picture) return 'corrupt'
  const { width, height, orientation } = picture
  return derive(path, orientation).then(
    (derived) => ({ width, height, derived }),
    (error: unknown) => {
      unreadable(error)
      return 'corrupt' as const
    },
  )
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
