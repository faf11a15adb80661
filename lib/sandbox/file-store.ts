import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { copyFile, link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Books, KeptFile } from './books'

export type FileStore = ReturnType<typeof openFiles>

/** The bytes of uploads and results. Names on the disk are hashes, so no path from outside reaches the file system. */
export function openFiles(dir: string, books: Books) {
  const place = (path: string) => join(dir, 'files', createHash('sha256').update(path).digest('hex'))

  const forget = async (path: string) => {
    books.forget(path)
    await rm(place(path), { force: true })
  }
  const sweep = async () => {
    const limit = Date.now() - books.fileLifeMs
    for (const file of [...books.files.values()]) if (file.at < limit) await forget(file.path)
  }
  const begun = Promise.all(books.expired.map((file) => rm(place(file.path), { force: true })))
  const timer = setInterval(() => void sweep(), 3_600_000)
  timer.unref()

  return {
    /** Where a kept file's bytes are. */
    place,
    read: (path: string) => readFile(place(path)),
    /** Keeps bytes under a path; the same path again overwrites, as KIE does. */
    async put(file: Omit<KeptFile, 'at' | 'bytes'>, bytes: Uint8Array): Promise<void> {
      const draft = join(dir, 'files', `draft-${randomUUID()}`)
      await writeFile(draft, bytes)
      await rename(draft, place(file.path))
      books.keep({ ...file, bytes: bytes.length, at: Date.now() })
    },
    /** A second path to bytes that are kept already. */
    async again(known: KeptFile, path: string): Promise<void> {
      await link(place(known.path), place(path)).catch(() => copyFile(place(known.path), place(path)))
      books.keep({ ...known, path, at: Date.now() })
    },
    close: async () => {
      clearInterval(timer)
      await begun
    },
  }
}
