import 'server-only'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { cleanCopy } from './clean'
import { inspect } from './picture'
import type { FileRow } from './queries'
import { sniffFile } from './sniff'
import { blobKey, store } from './store'
import { dropTemp, tempPath } from './temp'

export type Clean = { mime: string; bytes: number }

// On globalThis, because Next bundles routes apart: one copy is made at a time of each picture.
const shared = globalThis as { loupeCleaning?: Map<string, Promise<Clean | null>> }

/**
 * The full picture without metadata and whatever else an upstream put beside its pixels: decoded and written anew.
 * Uploads have theirs from the start; a result's is made when somebody first wants it, and kept. Null: the bytes are
 * gone, or are no picture.
 */
export function cleanPicture(db: Db, row: FileRow): Promise<Clean | null> {
  if (row.cleanMime && row.cleanBytes !== null) {
    return Promise.resolve({ mime: row.cleanMime, bytes: row.cleanBytes })
  }
  shared.loupeCleaning ??= new Map()
  const running = shared.loupeCleaning
  const made = running.get(row.id) ?? make(db, row.id).finally(() => running.delete(row.id))
  running.set(row.id, made)
  return made
}

async function make(db: Db, id: string): Promise<Clean | null> {
  const found = await store().get(blobKey(id, 'original'))
  if (!found) return null
  const path = await tempPath()
  try {
    await pipeline(found.stream, createWriteStream(path))
    const sniffed = await sniffFile(path)
    const picture = sniffed?.kind === 'image' ? await inspect(path, sniffed) : null
    if (!picture || 'key' in picture) return null
    const { data, mime } = await cleanCopy(path, picture, found.bytes)
    await store().put(blobKey(id, 'clean'), data, { mime })
    const kept = await db
      .update(files)
      .set({ cleanMime: mime, cleanBytes: data.length })
      .where(and(eq(files.id, id), isNull(files.deletedAt)))
      .returning({ id: files.id })
    if (kept.length > 0) return { mime, bytes: data.length }
    // Deleted meanwhile.
    await store().delete(blobKey(id, 'clean'))
    return null
  } finally {
    await dropTemp(path)
  }
}
