import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { files } from '@/db/schema'
import { exportZip } from '@/lib/account/export'
import { blobKey, type Store, store } from '@/lib/files/store'
import { testDatabase } from '@/tests/support/database'
import { heldBytes } from '@/tests/support/memory'
import { asSession, person } from '@/tests/unit/auth/people'
import { heldJob } from '@/tests/unit/jobs/rows'
import { unzip } from './unzip'

const row = (userId: string, n: number, name: string) => ({
  id: `${userId.slice(-20)}${String(n).padStart(6, '0')}`,
  userId,
  name,
  kind: 'image' as const,
  mime: 'image/png',
  bytes: 3,
  sha256: 'x',
})

test('All data of a person and of nobody else is in the ZIP, files under their own names', async () => {
  const { db } = await testDatabase()
  const mine = await person(db, 'export@x.example')
  const other = await person(db, 'other-export@x.example')
  const job = await heldJob(db, mine.id, 1_000)
  const rows = [
    ...['cat.png', 'cat.png', '../up.png'].map((name, n) => row(mine.id, n, name)),
    ...Array.from({ length: 210 }, (_, n) => row(mine.id, 100 + n, `many ${n}.png`)),
  ]
  await db.insert(files).values([...rows, row(other.id, 1, 'theirs.png')])
  for (const { id } of rows)
    await store().put(blobKey(id, 'original'), Buffer.from(`bytes of ${id}`), { mime: 'image/png' })
  const found = unzip(await buffer(exportZip(db, await asSession(db, mine), 'en')))
  expect(JSON.parse(found.get('account.json')?.toString() ?? '')).toMatchObject({
    email: 'export@x.example',
    credits: { held: 1 },
  })
  expect(JSON.parse(found.get('jobs.ndjson')?.toString() ?? '')).toMatchObject({ id: job, status: 'queued' })
  expect(found.get('credits.csv')?.toString()).toContain('Welcome')
  const names = [...found.keys()].filter((name) => name.startsWith('files/'))
  expect(names).toHaveLength(rows.length)
  expect(names.slice(0, 3)).toEqual(['files/cat.png', 'files/cat (2).png', 'files/__up.png'])
  expect(found.get('files/cat (2).png')?.toString()).toBe(`bytes of ${rows[1]?.id}`)
  const listed = (found.get('files.ndjson')?.toString() ?? '').trimEnd().split('\n')
  expect(listed.map((one) => JSON.parse(one)).map(({ id, path }) => [id, path])).toEqual(
    rows.map(({ id }, n) => [id, names[n]]),
  )
})

test('A ZIP of 300 MB needs little memory', async () => {
  const { db } = await testDatabase()
  const mine = await person(db, 'large-export@x.example')
  await db.insert(files).values(Array.from({ length: 30 }, (_, n) => row(mine.id, n, `film ${n}.mp4`)))
  const bytes = 10 * 1_048_576
  const endless: Pick<Store, 'get'> = {
    get: async () => ({ stream: createReadStream('/dev/zero', { end: bytes - 1 }), bytes }),
  }
  const zip = exportZip(db, await asSession(db, mine), 'en', { ...store(), ...endless })
  const before = await heldBytes()
  let [most, length, looked] = [0, 0, 0]
  for await (const chunk of zip) {
    length += (chunk as Buffer).length
    if (length - looked < 3 * bytes) continue
    looked = length
    most = Math.max(most, (await heldBytes()) - before)
  }
  expect(length).toBeGreaterThan(30 * bytes)
  expect(most / 1_048_576).toBeLessThan(32)
})

/** Somebody with two files, and a store that gives them from `pieces`. */
async function withTwoFiles(name: string, pieces: () => Generator<Buffer>) {
  const { db } = await testDatabase()
  const mine = await person(db, `${name}@x.example`)
  await db.insert(files).values([row(mine.id, 0, 'one.png'), row(mine.id, 1, 'two.png')])
  const opened: Readable[] = []
  const from: Store = {
    ...store(),
    get: async () => {
      const stream = Readable.from(pieces())
      opened.push(stream)
      return { stream, bytes: 3 }
    },
  }
  const session = await asSession(db, mine)
  // Begins to read at once.
  return { db, mine, opened, zip: () => exportZip(db, session, 'en', from) }
}

test('A file that fails midway ends the ZIP with that error', async () => {
  const { zip, opened } = await withTwoFiles('reset', function* () {
    yield Buffer.from('abc')
    throw new Error('The store hung up')
  })
  await expect(buffer(zip())).rejects.toThrow('The store hung up')
  expect(opened).toHaveLength(1)
})

test('Rows that cannot be read end the ZIP with that error', async () => {
  const { db, zip, opened } = await withTwoFiles('unread', function* () {})
  await db.execute(sql`alter table job_inputs rename to lost`)
  try {
    await expect(buffer(zip())).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/job_inputs/) },
    })
  } finally {
    await db.execute(sql`alter table lost rename to job_inputs`)
  }
  expect(opened).toEqual([])
})

test('Who leaves lets go of the file that is open, and opens no other', async () => {
  const { zip, opened } = await withTwoFiles('leaving-export', function* () {
    for (;;) yield Buffer.alloc(10_000)
  })
  let bytes = 0
  for await (const chunk of zip()) {
    bytes += (chunk as Buffer).length
    if (bytes > 1_000_000) break
  }
  await expect.poll(() => opened.map((stream) => stream.destroyed)).toEqual([true])
})
