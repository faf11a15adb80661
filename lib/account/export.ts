import 'server-only'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeWebStream } from 'node:stream/web'
import { ZipFile } from 'yazl'
import type { Db } from '@/db/open'
import type { SessionUser } from '@/lib/auth/session'
import { movementsCsv } from '@/lib/credits/csv'
import { blobKey, type Store, store } from '@/lib/files/store'
import type { Locale } from '@/lib/locale'
import { log } from '@/lib/log'
import { accountOf, kept } from './export-kept'
import { fileLines, filePages, jobLines } from './export-lines'

/**
 * All that belongs to a person as one ZIP, made while it is read: what is in memory is a page of rows, one file's
 * buffers, and what files are called so far. Media are not compressed again.
 */
export function exportZip(db: Db, user: SessionUser, locale: Locale, from: Store = store()): Readable {
  const zip = new ZipFile()
  // Typed as less than what it is, a PassThrough.
  const out = zip.outputStream as Readable
  zip.on('error', (error: Error) => out.destroy(error))
  fill(zip, db, user, locale, from, out).catch((error: Error) => out.destroy(error))
  return out
}

async function fill(
  zip: ZipFile,
  db: Db,
  user: SessionUser,
  locale: Locale,
  from: Store,
  out: Readable,
): Promise<void> {
  const { id: userId } = user
  const addLines = (name: string, lines: () => AsyncGenerator<string>) =>
    zip.addReadStreamLazy(name, (give) => give(null, Readable.from(lines())))
  zip.addBuffer(Buffer.from(JSON.stringify(await accountOf(db, userId), null, 2)), 'account.json')
  addLines('jobs.ndjson', () => jobLines(db, userId))
  zip.addReadStreamLazy('credits.csv', (give) =>
    give(null, Readable.fromWeb(movementsCsv(db, userId, { zone: 'UTC' }, locale) as NodeWebStream)),
  )
  for (const [name, lines] of Object.entries(kept)) addLines(name, () => lines(db, userId))
  const named = names()
  const paths = new Map<string, string>()
  for await (const page of filePages(db, userId)) {
    const last = page.at(-1)
    if (!last || out.destroyed) break
    // The next page is read when the last file of this one has begun: the reader sets the pace.
    await new Promise<void>((resolve) => {
      out.once('close', resolve)
      for (const file of page) {
        const path = `files/${named(file.name)}`
        paths.set(file.id, path)
        zip.addReadStreamLazy(path, { compress: false, mtime: file.createdAt }, (give) => {
          if (file === last) resolve()
          void open(from, file.id).then(
            (stream) => give(null, stream),
            (error: Error) => give(error, Readable.from([])),
          )
        })
      }
    })
  }
  // Last, because only now it is known what each file is called in here.
  addLines('files.ndjson', () => fileLines(db, userId, paths))
  zip.end()
}

/** A file's bytes; of one that is just being deleted, none. */
async function open(from: Store, id: string): Promise<Readable> {
  const blob = await from.get(blobKey(id, 'original'))
  if (!blob) log().warn({ fileId: id }, 'a file was gone while it was exported')
  return blob?.stream ?? Readable.from([])
}

/** Gives each file its own name, safe on any system; the second `cat.png` is `cat (2).png`. */
function names(): (name: string) => string {
  const used = new Set<string>()
  return (name) => {
    const safe = name.replaceAll(/[<>:"/\\|?*\p{C}]/gu, '_').replace(/^\.+|[. ]+$/g, '_') || 'file'
    const dot = safe.lastIndexOf('.')
    const [stem, ending] = dot > 0 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, '']
    let own = safe
    for (let n = 2; used.has(own.toLowerCase()); n++) own = `${stem} (${n})${ending}`
    used.add(own.toLowerCase())
    return own
  }
}
