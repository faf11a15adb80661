import 'server-only'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { storeBlobs } from '@/lib/files/blobs'
import { MAX_PIXELS } from '@/lib/files/bounds'
import { decoding } from '@/lib/files/decode'
import { derive } from '@/lib/files/derivatives'
import { cleanName } from '@/lib/files/name'
import { type FileRow, ownFile } from '@/lib/files/queries'
import { blobKey, deleteBlobs, store } from '@/lib/files/store'
import { dropTemp, tempPath } from '@/lib/files/temp'
import { newId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { MAX_SIDE } from './bounds'
import { unlessBusy } from './busy'
import type { Layout } from './layout'
import { madeBefore } from './queries'
import { plan, render } from './render'
import type { Recipe } from './schema'

const MEGAPIXEL = 1_000_000

/**
 * Makes a finished picture of one of a person's results: a new version beside it, free of credits. The same recipe
 * asked twice, also at the same time, is one version.
 * @param signal gives up: before its turn, and between the steps of the drawing.
 * @returns Refusal: no such result (another's, an upload, a film, one in the trash), too many pixels, too busy.
 */
export async function finishFile(
  db: Db,
  userId: string,
  id: string,
  recipe: Recipe,
  signal?: AbortSignal,
): Promise<{ row: FileRow; isNew: boolean } | Refusal> {
  const source = await ownFile(db, userId, id)
  if (!source?.jobId || source.kind !== 'image') return new Refusal('not_found')
  if ((source.width ?? 0) * (source.height ?? 0) > MAX_PIXELS) return tooMany('file_refused')
  const before = await madeBefore(db, id, recipe)
  if (before) return { row: before, isNew: false }
  const background = await backgroundOf(db, userId, recipe)
  if (background instanceof Refusal) return background
  try {
    return await unlessBusy(userId, () => make(db, source, recipe, background, signal))
  } catch (error) {
    // Nobody waits for an answer any more.
    if (signal?.aborted) return new Refusal('conflict')
    throw error
  }
}

const tooMany = (code: 'file_refused' | 'invalid_input') =>
  new Refusal(code, {
    fields:
      code === 'file_refused'
        ? { file: { key: 'file_pixels', values: { limit: MAX_PIXELS / MEGAPIXEL } } }
        : { 'recipe.size': { key: 'finish_pixels', values: { limit: MAX_PIXELS / MEGAPIXEL } } },
  })

async function backgroundOf(
  db: Db,
  userId: string,
  { background }: Recipe,
): Promise<FileRow | null | Refusal> {
  if (background.kind !== 'picture') return null
  const row = await ownFile(db, userId, background.fileId)
  return row?.kind === 'image' ? row : invalid({ 'recipe.background.fileId': { key: 'media_unknown' } })
}

async function make(
  db: Db,
  source: FileRow,
  recipe: Recipe,
  background: FileRow | null,
  signal: AbortSignal | undefined,
): Promise<{ row: FileRow; isNew: boolean } | Refusal> {
  const path = await tempPath()
  const backgroundPath = background && (await tempPath())
  try {
    await fetchTo(path, source, signal)
    if (background && backgroundPath) await fetchTo(backgroundPath, background, signal)
    const drawn = await decoding(async () => {
      const planned = await plan(path, { width: source.width ?? 1, height: source.height ?? 1 }, recipe)
      const problem = problemOf(planned.layout)
      if (problem) return problem
      const picture = await render(path, planned, recipe, backgroundPath, signal)
      return { ...picture, ...planned.layout }
    }, signal)
    return drawn instanceof Refusal ? drawn : await keep(db, source, recipe, drawn)
  } finally {
    await dropTemp(path)
    if (backgroundPath) await dropTemp(backgroundPath)
  }
}

function problemOf({ width, height }: Layout): Refusal | null {
  if (width * height > MAX_PIXELS) return tooMany('invalid_input')
  if (Math.max(width, height) <= MAX_SIDE) return null
  return invalid({ 'recipe.size': { key: 'file_sides_max', values: { max: MAX_SIDE } } })
}

async function fetchTo(path: string, row: FileRow, signal: AbortSignal | undefined): Promise<void> {
  const found = await store().get(blobKey(row.id, 'original'))
  if (!found) throw new Error(`File ${row.id} has no bytes`)
  await pipeline(found.stream, createWriteStream(path), { signal })
}

type Drawn = { data: Buffer; mime: string; width: number; height: number }

async function keep(db: Db, source: FileRow, recipe: Recipe, { data, mime, width, height }: Drawn) {
  const id = newId()
  const derived = await derive(data)
  await storeBlobs(id, { original: { source: data, mime }, derived })
  const [row] = await db
    .insert(files)
    .values({
      id,
      userId: source.userId,
      finishOf: source.id,
      recipe,
      kind: 'image',
      name: nameOf(source, recipe, mime),
      mime,
      bytes: data.length,
      width,
      height,
      sha256: createHash('sha256').update(data).digest('hex'),
      placeholder: derived.placeholder,
      hasPreview: true,
    })
    .onConflictDoNothing()
    .returning()
  if (row) return { row, isNew: true }
  // Somebody asked for the same meanwhile: theirs counts.
  await deleteBlobs(store(), id)
  const theirs = await madeBefore(db, source.id, recipe)
  if (!theirs) throw new Error('A finished picture was refused as a double, but there is none')
  return { row: theirs, isNew: false }
}

function nameOf({ name }: FileRow, { size }: Recipe, mime: string): string {
  const stem = name.replace(/\.[^.]*$/, '')
  return cleanName(size ? `${stem}-${size.width}x${size.height}` : `${stem}-finished`, mime)
}
