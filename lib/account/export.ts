import 'server-only'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeWebStream } from 'node:stream/web'
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { ZipFile } from 'yazl'
import type { Db } from '@/db/open'
import { files, jobs, users } from '@/db/schema'
import type { SessionUser } from '@/lib/auth/session'
import { toCredits } from '@/lib/credits/amount'
import { movementsCsv } from '@/lib/credits/csv'
import { balance } from '@/lib/credits/queries'
import { blobKey, type Store, store } from '@/lib/files/store'
import type { Locale } from '@/lib/locale'
import { log } from '@/lib/log'

const BATCH = 200

/**
 * All that belongs to a person as one ZIP, made while it is read: what is in memory is a page of rows, one file's
 * buffers, and the names used so far. Media are not compressed again.
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
  zip.addBuffer(Buffer.from(JSON.stringify(await accountOf(db, user), null, 2)), 'account.json')
  zip.addReadStreamLazy('jobs.ndjson', (give) => give(null, Readable.from(jobLines(db, user.id))))
  zip.addReadStreamLazy('credits.csv', (give) =>
    give(null, Readable.fromWeb(movementsCsv(db, user.id, { zone: 'UTC' }, locale) as NodeWebStream)),
  )
  const named = names()
  let after: string | null = null
  while (!out.destroyed) {
    const page = await filePage(db, user.id, after)
    const last = page.at(-1)
    if (!last) break
    // The next page is read when the last file of this one has begun: the reader sets the pace.
    await new Promise<void>((resolve) => {
      out.once('close', resolve)
      for (const file of page) {
        zip.addReadStreamLazy(
          `files/${named(file.name)}`,
          { compress: false, mtime: file.createdAt },
          (give) => {
            if (file === last) resolve()
            void open(from, file.id).then(
              (stream) => give(null, stream),
              (error: Error) => give(error, Readable.from([])),
            )
          },
        )
      }
    })
    after = last.id
  }
  zip.end()
}

/** A file's bytes; of one that is just being deleted, none. */
async function open(from: Store, id: string): Promise<Readable> {
  const blob = await from.get(blobKey(id, 'original'))
  if (!blob) log().warn({ fileId: id }, 'a file was gone while it was exported')
  return blob?.stream ?? Readable.from([])
}

async function accountOf(db: Db, { id }: SessionUser) {
  const [row] = await db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: users.role,
      locale: users.locale,
      notices: users.notices,
      createdAt: users.createdAt,
      emailVerifiedAt: users.emailVerifiedAt,
    })
    .from(users)
    .where(eq(users.id, id))
  return { ...row, credits: await balance(db, id) }
}

/** Every job as a line of JSON, newest first. */
async function* jobLines(db: Db, userId: string) {
  let before: { at: Date; id: string } | null = null
  for (;;) {
    const rows: (typeof jobs.$inferSelect)[] = await db
      .select()
      .from(jobs)
      .where(
        and(
          eq(jobs.userId, userId),
          before
            ? sql`(${jobs.createdAt}, ${jobs.id}) < (${before.at.toISOString()}::timestamptz, ${before.id})`
            : undefined,
        ),
      )
      .orderBy(desc(jobs.createdAt), desc(jobs.id))
      .limit(BATCH)
    for (const { id, model, status, input, hold, charged, errorCode, createdAt, finishedAt } of rows) {
      const price = toCredits(charged ?? hold)
      yield `${JSON.stringify({ id, model, status, input, price, error: errorCode, createdAt, finishedAt })}\n`
    }
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return
    before = { at: last.createdAt, id: last.id }
  }
}

const filePage = (db: Db, userId: string, after: string | null) =>
  db
    .select({ id: files.id, name: files.name, createdAt: files.createdAt })
    .from(files)
    .where(
      and(eq(files.userId, userId), isNull(files.deletedAt), after ? sql`${files.id} > ${after}` : undefined),
    )
    .orderBy(asc(files.id))
    .limit(BATCH)

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
