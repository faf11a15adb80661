import 'server-only'
import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from '@/lib/id'
import type { BlobKey, Source, Store } from './store'

const KEY = /^files\/([0-9a-z]{2})([0-9a-z]{24})\/(original|clean|preview|thumb|peaks)$/
const FAN_OUT = /^[0-9a-z]{2}$/

/** Blobs as files under `root`, in a folder per file, those fanned out by the id's first two letters. */
export function diskStore(root: string): Store {
  return {
    put: (key, source) => put(pathOf(root, key), source),
    get: (key, range) => get(pathOf(root, key), range),
    size: (key) => absentAsNull(stat(pathOf(root, key)).then((found) => found.size)),
    delete: (key) => remove(pathOf(root, key)),
    list: () => list(root),
  }
}

/**
 * Where a key's bytes are. Ids come from our own rows; the path is checked all the same.
 * @throws when a key has another form or would leave the root.
 */
export function pathOf(root: string, key: BlobKey): string {
  const parts = KEY.exec(key)
  if (!parts) throw new Error('Not a blob key')
  const [, prefix = '', rest = '', variant = ''] = parts
  const path = resolve(root, prefix, `${prefix}${rest}`, variant)
  if (!path.startsWith(resolve(root) + sep)) throw new Error('A blob key left the store')
  return path
}

/** Written beside its place, flushed, renamed, and the folder flushed: after `put` a loss of power loses nothing. */
async function put(path: string, source: Source) {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true })
  const temporary = `${path}.${newId()}`
  try {
    await write(temporary, source)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await flush(folder)
}

async function write(path: string, source: Source) {
  if (!Buffer.isBuffer(source) && !(source instanceof Readable)) {
    const moved = await rename(source.path, path).then(
      () => true,
      (error) => (isCode(error, 'EXDEV') ? false : fail(error)),
    )
    if (moved) return flush(path)
    return pipeline(createReadStream(source.path), createWriteStream(path, { flush: true }))
  }
  if (source instanceof Readable) return pipeline(source, createWriteStream(path, { flush: true }))
  const file = await open(path, 'wx')
  await whileOpen(file, async () => {
    await file.writeFile(source)
    await file.sync()
  })
}

async function flush(path: string) {
  const file = await open(path, 'r')
  await whileOpen(file, () => file.sync())
}

async function whileOpen(file: FileHandle, work: () => Promise<void>) {
  try {
    await work()
  } finally {
    await file.close()
  }
}

async function get(path: string, range?: { start: number; end: number }) {
  const file = await absentAsNull(open(path, 'r'))
  if (!file) return null
  const { size } = await file.stat()
  const start = range?.start ?? 0
  const end = Math.min(range?.end ?? size - 1, size - 1)
  if (end < start) {
    await file.close()
    return { stream: Readable.from([]), bytes: 0 }
  }
  return { stream: file.createReadStream({ start, end }), bytes: end - start + 1 }
}

async function remove(path: string) {
  await rm(path, { force: true })
  await rmdir(dirname(path)).catch((error: unknown) => {
    if (!isCode(error, 'ENOTEMPTY') && !isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error
  })
}

async function* list(root: string) {
  for (const prefix of await folders(root)) {
    if (!FAN_OUT.test(prefix)) continue
    for (const id of await folders(join(root, prefix))) {
      const found = await absentAsNull(stat(join(root, prefix, id)))
      if (found) yield { id, changedAt: found.mtime }
    }
  }
}

const folders = async (path: string) => (await absentAsNull(readdir(path))) ?? []

const isCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code

function fail(error: unknown): never {
  throw error
}

async function absentAsNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}
