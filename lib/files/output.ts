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
import { cleanName } from './name'
import { type Looked, lookAt, lookAtText } from './output-look'
import type { FileRow } from './queries'
import { deleteBlobs, store } from './store'
import { dropTemp, tempPath } from './temp'
import type { FileKind } from './types'

export type Output = {
  job: { id: string; userId: string; model: string }
  /** Which of the job's results, from 0. */
  position: number
  /** The extension is corrected by what the bytes are. */
  name: string
  /** What was promised. A model of films may give a picture as well; text comes only where text was promised. */
  kind: FileKind
  /** The temporary file is used up. `sha256` spares reading it again when the fetcher has it. A buffer of kind `text` is taken as text. */
  source: Buffer | { path: string; sha256?: string | undefined }
}

/**
 * Keeps one result of a job: type by its bytes, a picture decoded whole, a film or a sound read to its length,
 * previews, blobs, row. Asked twice, also at the same time, it answers the one row of that job and position.
 * @returns `corrupt` when the bytes are nothing that was promised.
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
  const isGivenText = output.kind === 'text' && Buffer.isBuffer(output.source)
  const looked: Looked | 'corrupt' = isGivenText ? await lookAtText(path) : await lookAt(path, output.kind)
  if (looked === 'corrupt') return 'corrupt'
  const { derived, ...facts } = looked
  const [digest, { size: bytes }] = await Promise.all([sha256 ?? digestOf(path), stat(path)])
  const id = newId()
  await storeBlobs(id, { original: { source: { path }, mime: facts.mime }, derived })
  const [row] = await db
    .insert(files)
    .values({
      id,
      userId: output.job.userId,
      jobId: output.job.id,
      model: output.job.model,
      position: output.position,
      ...facts,
      name: cleanName(output.name, facts.mime),
      bytes,
      sha256: digest,
      placeholder: derived?.placeholder,
      hasPreview: derived !== undefined,
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

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
