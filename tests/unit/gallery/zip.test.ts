import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { storeBlobs } from '@/lib/files/blobs'
import { blobKey, type Store, store } from '@/lib/files/store'
import { addToBoard } from '@/lib/gallery/board-items'
import { createBoard } from '@/lib/gallery/boards'
import { moveToTrash } from '@/lib/gallery/trash'
import { zipOf } from '@/lib/gallery/zip'
import { newId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { heldBytes } from '@/tests/support/memory'
import { person } from '../files/people'
import { job, result } from './results'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

type Entry = { name: string; bytes: Buffer }

/** Reads a ZIP without compression by its central directory. */
function entriesOf(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'))
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  return Array.from({ length: count }, () => {
    const [method, sum, size] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 24),
    ]
    const nameBytes = zip.readUInt16LE(at + 28)
    const name = zip.toString('utf8', at + 46, at + 46 + nameBytes)
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(start, start + size)
    expect(method, name).toBe(0)
    expect(crc32(bytes), name).toBe(sum)
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    return { name, bytes }
  })
}

async function read(zip: ReadableStream<Uint8Array> | Refusal): Promise<Entry[]> {
  if (zip instanceof Refusal) throw new Error(zip.code)
  const chunks: Uint8Array[] = []
  for await (const chunk of zip) chunks.push(chunk)
  return entriesOf(Buffer.concat(chunks))
}

const manifest = (entries: Entry[]) =>
  JSON.parse(entries.find(({ name }) => name === 'manifest.json')?.bytes.toString() ?? 'null')

describe('a ZIP of results', () => {
  it('holds their bytes under their names, each once, and says how they were made', async () => {
    const userId = await person(db)
    const one = await result(db, userId, { name: 'cup.png', asked: 'a cup' }, Buffer.from('first'))
    const two = await result(db, userId, { name: 'CUP.png' }, Buffer.from('second'))
    const three = await result(db, userId, { name: 'manifest.csv', kind: 'text' }, Buffer.from('third'))
    const entries = await read(await zipOf(db, userId, { ids: [two, one, three] }))
    expect(entries.slice(0, 3).map(({ name, bytes }) => [name, bytes.toString()])).toEqual([
      ['CUP.png', 'second'],
      ['cup (2).png', 'first'],
      ['manifest (2).csv', 'third'],
    ])
    expect(manifest(entries)).toMatchObject([
      { file: 'CUP.png', id: two, model: 'recraft/remove-background', jobCost: 0, missing: false },
      { file: 'cup (2).png', id: one, settings: { prompt: 'a cup' } },
      { file: 'manifest (2).csv' },
    ])
    expect(entries[3]?.bytes.toString()).toContain('cup (2).png')
  })

  it('comes whole when one of its files is deleted meanwhile, and says which', async () => {
    const userId = await person(db)
    const ids: string[] = []
    for (const name of ['one.png', 'two.png', 'three.png'])
      ids.push(await result(db, userId, { name }, Buffer.from(name)))
    const late: Store = {
      ...store(),
      get: async (key, range) => (key === blobKey(ids[1] ?? '', 'original') ? null : store().get(key, range)),
    }
    const entries = await read(await zipOf(db, userId, { ids }, late))
    const names = ['one.png', 'three.png', 'manifest.csv', 'manifest.json']
    expect(entries.map(({ name }) => name)).toEqual(names)
    expect(entries[1]?.bytes.toString()).toBe('three.png')
    expect(manifest(entries)).toMatchObject([
      { file: 'one.png', missing: false },
      { file: 'two.png', missing: true, id: ids[1] },
      { file: 'three.png', missing: false },
    ])
    expect(entries[2]?.bytes.toString()).toMatch(/two\.png[,;]yes/)
  })

  it('names the result that a finished version was made from', async () => {
    const userId = await person(db)
    const id = await result(db, userId, {}, Buffer.from('result'))
    const finish = newId()
    const finished = { kind: 'image', name: 'cup.jpg', mime: 'image/jpeg', bytes: 8, sha256: 'x' } as const
    await db.insert(files).values({ ...finished, id: finish, userId, finishOf: id, recipe: { size: 1 } })
    await storeBlobs(finish, { original: { source: Buffer.from('finished'), mime: 'image/jpeg' } })
    const entries = await read(await zipOf(db, userId, { ids: [id, finish] }))
    expect(manifest(entries)).toMatchObject([
      { id, finishOf: null },
      { id: finish, finishOf: id, job: null, jobCost: 0 },
    ])
  })

  it('leaves out what is another’s, thrown away or unknown', async () => {
    const [ann, ben] = [await person(db), await person(db)]
    const own = await result(db, ann, {}, Buffer.from('own'))
    const gone = await result(db, ann, {}, Buffer.from('gone'))
    const others = await result(db, ben, {}, Buffer.from('others'))
    await moveToTrash(db, ann, [gone])
    const entries = await read(await zipOf(db, ann, { ids: [own, gone, others] }))
    expect(manifest(entries)).toMatchObject([{ id: own }])
    expect(await zipOf(db, ann, { ids: [others] })).toBeInstanceOf(Refusal)
    const board = await createBoard(db, ben, { name: 'Ben’s' })
    if (board instanceof Refusal) throw new Error(board.code)
    expect(await zipOf(db, ann, { filter: { board: board.id } })).toBeInstanceOf(Refusal)
  })

  it('holds a board in its order, beyond one batch', async () => {
    const userId = await person(db)
    const jobId = await job(db, userId)
    const ids: string[] = []
    for (let n = 0; n < 230; n++)
      ids.push(await result(db, userId, { jobId, position: n }, Buffer.from(`${n}`)))
    const board = await createBoard(db, userId, { name: 'All' })
    if (board instanceof Refusal) throw new Error(board.code)
    await addToBoard(db, userId, board.id, ids)
    const entries = await read(await zipOf(db, userId, { filter: { board: board.id } }))
    expect(manifest(entries).map(({ id }: { id: string }) => id)).toEqual(ids)
  })

  it('lets go of the store when its reader leaves', async () => {
    const userId = await person(db)
    const jobId = await job(db, userId)
    const ids: string[] = []
    for (let n = 0; n < 5; n++) ids.push(await result(db, userId, { jobId, position: n, bytes: 10_000_000 }))
    const opened: Readable[] = []
    const endless: Store = {
      ...store(),
      get: async () => {
        const stream = Readable.from(
          (function* () {
            for (let n = 0; n < 1_000; n++) yield Buffer.alloc(10_000)
          })(),
        )
        opened.push(stream)
        return { stream, bytes: 10_000_000 }
      },
    }
    const zip = await zipOf(db, userId, { ids }, endless)
    if (zip instanceof Refusal) throw new Error(zip.code)
    const reader = zip.getReader()
    await reader.read()
    await reader.cancel()
    await expect.poll(() => opened.every((stream) => stream.destroyed)).toBe(true)
    expect(opened).toHaveLength(1)
  })

  it('ends with the error of a file that fails midway', async () => {
    const userId = await person(db)
    const ids = [await result(db, userId, {}), await result(db, userId, {})]
    const failing: Store = {
      ...store(),
      get: async () => {
        const stream = Readable.from(
          (function* () {
            yield Buffer.from('abc')
            throw new Error('The store hung up')
          })(),
        )
        return { stream, bytes: 6 }
      },
    }
    await expect(zipOf(db, userId, { ids }, failing).then(read)).rejects.toThrow('The store hung up')
  })

  it('takes no memory for what passes through', { timeout: 60_000 }, async () => {
    const userId = await person(db)
    const jobId = await job(db, userId)
    const each = 65_536
    const rows = Array.from({ length: 2_000 }, (_, position) => ({
      ...{ id: newId(), userId, jobId, position, model: 'test', kind: 'image' as const },
      ...{ name: 'cup.png', mime: 'image/png', bytes: each, sha256: 'x' },
    }))
    await db.insert(files).values(rows)
    const halves = () => Readable.from([Buffer.alloc(each / 2, 7), Buffer.alloc(each / 2, 7)])
    const from: Store = { ...store(), get: async () => ({ stream: halves(), bytes: each }) }
    const ids = rows.map(({ id }) => id)
    const zip = await zipOf(db, userId, { ids }, from)
    if (zip instanceof Refusal) throw new Error(zip.code)
    const before = await heldBytes()
    let most = 0
    let bytes = 0
    let looked = 0
    for await (const chunk of zip) {
      bytes += chunk.byteLength
      if (bytes - looked < 30_000_000) continue
      looked = bytes
      most = Math.max(most, await heldBytes())
    }
    expect(bytes).toBeGreaterThan(2_000 * each)
    expect((most - before) / 1_048_576).toBeLessThan(64)
  })
})
