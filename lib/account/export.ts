import 'server-only'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeWebStream } from 'node:stream/web'
import type { Db } from '@/db/open'
import type { SessionUser } from '@/lib/auth/session'
import { movementsCsv } from '@/lib/credits/csv'
import { blobKey, type Store, store } from '@/lib/files/store'
import type { Locale } from '@/lib/locale'
import { log } from '@/lib/log'
import { type Zip, zipStream } from '@/lib/zip'
import { uniqueNames } from '@/lib/zip-names'
import { accountOf, kept } from './export-kept'
import { fileLines, filePages, jobLines } from './export-lines'

/**
 * All that belongs to a person as one ZIP, made while it is read: what is in memory is a page of rows, one file's
 * buffers, and what files are called so far. Media are not compressed again.
 */
export function exportZip(db: Db, user: SessionUser, locale: Locale, from: Store = store()): Readable {
  return zipStream({ userId: user.id }, (zip) => fill(zip, db, user.id, locale, from))
}

async function fill(zip: Zip, db: Db, userId: string, locale: Locale, from: Store): Promise<void> {
  const passLines = (name: string, lines: () => AsyncGenerator<string>) =>
    zip.pass(name, () => Readable.from(lines()))
  zip.add('account.json', Buffer.from(JSON.stringify(await accountOf(db, userId), null, 2)))
  await passLines('jobs.ndjson', () => jobLines(db, userId))
  await zip.pass('credits.csv', () =>
    Readable.fromWeb(movementsCsv(db, userId, { zone: 'UTC' }, locale) as NodeWebStream),
  )
  for (const [name, lines] of Object.entries(kept)) await passLines(name, () => lines(db, userId))
  const nameOf = uniqueNames()
  const paths = new Map<string, string>()
  for await (const page of filePages(db, userId))
    for (const file of page) {
      const path = `files/${nameOf(safeName(file.name))}`
      paths.set(file.id, path)
      await zip.pass(path, () => open(from, file.id), { compress: false, mtime: file.createdAt })
    }
  // Last, because only now it is known what each file is called in here.
  await passLines('files.ndjson', () => fileLines(db, userId, paths))
}

/** A file's bytes; of one that is just being deleted, none. */
async function open(from: Store, id: string): Promise<Readable> {
  const blob = await from.get(blobKey(id, 'original'))
  if (!blob) log().warn({ fileId: id }, 'a file was gone while it was exported')
  return blob?.stream ?? Readable.from([])
}

/** A name that any system takes for a file. */
const safeName = (name: string) =>
  name.replaceAll(/[<>:"/\\|?*\p{C}]/gu, '_').replace(/^\.+|[. ]+$/g, '_') || 'file'
