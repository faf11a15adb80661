import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { copyFile, link, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Books, KeptFile } from './books'
import { HEAD_BYTES } from './media-type'

export type FileStore = ReturnType<typeof openFiles>

/** Bytes that have come in whole and wait for a path. */
export type Received = { draft: string; bytes: number; digest: string; head: Uint8Array }

type NewFile = Pick<KeptFile, 'path' | 'mime' | 'uploaded' | 'until'>

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

  /** Writes a stream to the disk as it comes; null when it is longer than `maxBytes` or breaks off. */
  async function receive(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Received | null> {
    const draft = join(dir, 'files', `draft-${randomUUID()}`)
    const digest = createHash('sha256')
    let head: Uint8Array = new Uint8Array()
    let bytes = 0
    async function* counted() {
      for await (const part of source) {
        bytes += part.length
        if (bytes > maxBytes) throw new RangeError('too long')
        if (head.length < HEAD_BYTES) head = Buffer.concat([head, part]).subarray(0, HEAD_BYTES)
        digest.update(part)
        yield part
      }
    }
    try {
      await pipeline(Readable.from(counted()), createWriteStream(draft))
      return { draft, bytes, digest: digest.digest('hex'), head }
    } catch {
      await rm(draft, { force: true })
      return null
    }
  }

  /** Gives received bytes their path; the same path again overwrites, as KIE does. */
  async function adopt(file: NewFile, received: Received): Promise<KeptFile> {
    await rename(received.draft, place(file.path))
    const kept = { ...file, bytes: received.bytes, digest: received.digest, at: Date.now() }
    books.keep(kept)
    return kept
  }

  return {
    /** Where a kept file's bytes are. */
    place,
    read: (path: string) => readFile(place(path)),
    receive,
    adopt,
    drop: (received: Received) => rm(received.draft, { force: true }),
    async put(file: NewFile, bytes: Uint8Array): Promise<KeptFile> {
      const received = await receive(Readable.from([bytes]), Number.POSITIVE_INFINITY)
      if (!received) throw new Error('the disk takes no more')
      return adopt(file, received)
    },
    /** A second path to bytes that are kept already. */
    async again(known: KeptFile, path: string): Promise<KeptFile> {
      await link(place(known.path), place(path)).catch(() => copyFile(place(known.path), place(path)))
      const kept = { ...known, path, uploaded: false, at: Date.now() }
      books.keep(kept)
      return kept
    },
    close: async () => {
      clearInterval(timer)
      await begun
    },
  }
}
