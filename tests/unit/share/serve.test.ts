import { readFileSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { lookPage } from '@/components/share/page/look'
import type { Db } from '@/db/open'
import { boards, files, jobInputs, shares } from '@/db/schema'
import { storeBlobs } from '@/lib/files/blobs'
import { blobKey, store } from '@/lib/files/store'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { createShare } from '@/lib/share/create'
import { pageView } from '@/lib/share/look'
import { listShares } from '@/lib/share/mine'
import { openShare } from '@/lib/share/open'
import { type NewShare, newShareSchema } from '@/lib/share/schema'
import { serveShared } from '@/lib/share/serve'
import { wordsFor } from '@/lib/words'
import { testDatabase } from '@/tests/support/database'
import { person } from '../files/people'
import { job, result } from '../gallery/results'

let db: Db
let ann: UserId
beforeAll(async () => {
  db = (await testDatabase()).db
  ann = await person(db)
})

async function share(asked: Partial<NewShare>): Promise<string> {
  const made = await createShare(db, ann, newShareSchema.parse(asked))
  if (made instanceof Refusal) throw new Error(made.code)
  return made.path.slice('/s/'.length)
}

async function look(token: string, key: string | null = null) {
  const open = await openShare(db, token)
  if (!open) throw new Error('not open')
  const view = await pageView(db, open, { token, key, locale: 'en' })
  const frame = { locale: 'en' as const, say: wordsFor('en'), nonce: 'n', script: '', style: '' }
  return { view, text: lookPage(frame, view, 'http://loupe.test') }
}

const get = (token: string, key: string, part: string, headers = {}) =>
  serveShared(
    db,
    { token, key, part },
    new Request(`http://loupe.test/s/${token}/f/${key}/${part}`, { headers }),
  )

const bytesOf = async (answer: Response | null) =>
  Buffer.from((await answer?.arrayBuffer()) ?? new ArrayBuffer())

/** A result with a small picture, of a job that was given one. */
async function pictured(preview: string): Promise<string> {
  const jobId = await job(db, ann, 'a cup')
  const id = await result(db, ann, { jobId, hasPreview: true, width: 20, height: 10 })
  const original = newId()
  const {
    jobId: _job,
    model: _model,
    position: _position,
    ...row
  } = (await db.select().from(files).where(eq(files.id, id)))[0] as typeof files.$inferSelect
  await db
    .insert(files)
    .values({ ...row, id: original, jobId: null, model: null, position: null, words: null })
  await db.insert(jobInputs).values({ jobId, fileId: original, position: 0 })
  for (const [key, text] of [
    [id, preview],
    [original, `before ${preview}`],
  ] as const) {
    await store().put(blobKey(key, 'preview'), Buffer.from(text), { mime: 'image/webp' })
  }
  return id
}

describe('a file of a link', () => {
  test('is read without the rows of the others, their originals and what was asked', async () => {
    const items = [await pictured('one'), await pictured('two'), await pictured('three')]
    const token = await share({ items, showsOriginal: true, showsSettings: true })
    const { view } = await look(token)
    const key = view.items[1]?.key ?? ''
    const asked = vi.spyOn((await testDatabase()).raw, 'query')
    const answer = await get(token, key, 'view')
    const said = asked.mock.calls.map((call) => JSON.stringify(call))
    asked.mockRestore()
    expect(await answer?.text()).toBe('two')
    expect(answer?.headers.get('content-disposition')).toContain('result-2')
    expect(said).toHaveLength(3)
    expect(said.filter((one) => /\\"jobs\\"|\\"job_inputs\\"/.test(one))).toEqual([])
    expect(said.filter((one) => /\\"sha256\\"/.test(one))).toHaveLength(1)
    expect(await (await get(token, key, 'before'))?.text()).toBe('before two')
    expect(await get(token, 'AAAAAAAAAA', 'view')).toBeNull()
  })

  test('has no original where the link does not show it', async () => {
    const token = await share({ items: [await pictured('one')] })
    const { view } = await look(token)
    expect(await get(token, view.items[0]?.key ?? '', 'before')).toBeNull()
  })
})

describe('a download', () => {
  const media = (name: string) => readFileSync(`tests/fixtures/media/${name}`)
  async function recording(kind: 'video' | 'audio', mime: string, bytes: Buffer): Promise<string> {
    const id = await result(db, ann, { kind, mime, bytes: bytes.length })
    await storeBlobs(id, { original: { source: bytes, mime } })
    return id
  }

  test('is offered exactly where it will be sent', async () => {
    const items = [
      await recording('video', 'video/mp4', media('film.mp4')),
      await recording('video', 'video/mp4', Buffer.from('no film at all, though it says so')),
      await recording('audio', 'audio/ogg', Buffer.from('OggS')),
      await result(db, ann, { kind: 'audio', mime: 'audio/mpeg', bytes: 9 }),
      await recording('audio', 'audio/flac', media('sound.flac')),
    ]
    const [token, closed] = [await share({ items, allowsDownload: true }), await share({ items })]
    const { view } = await look(token)
    const offered = []
    for (const { key } of view.items) {
      const { text } = await look(token, key)
      const full = await get(token, key, 'full')
      await full?.arrayBuffer()
      expect(text.includes(`/f/${key}/full`)).toBe(full !== null)
      expect(text.includes(`/f/${key}/media`)).toBe(full !== null)
      offered.push(full !== null)
    }
    expect(offered).toEqual([true, false, false, false, true])
    expect((await look(closed)).text).not.toContain('/full')
  })

  test('and any part of it do not tell when it was made, and have the length and the places of the original', async () => {
    const bytes = media('film.mp4')
    const from = bytes.indexOf('mvhd') + 8
    bytes.fill(0xd7, from, from + 8)
    const token = await share({ items: [await recording('video', 'video/mp4', bytes)], allowsDownload: true })
    const key = (await look(token)).view.items[0]?.key ?? ''
    const whole = await get(token, key, 'media')
    const shown = await bytesOf(whole)
    expect(whole?.headers.get('content-length')).toBe(String(bytes.length))
    expect(shown.subarray(from - 8, from + 12)).toEqual(
      Buffer.concat([Buffer.from('mvhd\0\0\0\0'), Buffer.alloc(8), bytes.subarray(from + 8, from + 12)]),
    )
    for (const [first, last] of [
      [from + 3, from + 5],
      [from - 2, from + 1],
      [from + 7, from + 9],
    ] as const) {
      const part = await get(token, key, 'media', { range: `bytes=${first}-${last}` })
      expect(part?.status).toBe(206)
      expect(part?.headers.get('content-range')).toBe(`bytes ${first}-${last}/${bytes.length}`)
      expect(await bytesOf(part)).toEqual(shown.subarray(first, last + 1))
    }
  })
})

test('a board of more than 200 says how many of them are shown', async () => {
  const board = { id: newId(), userId: ann, name: 'Many' }
  const jobId = await job(db, ann)
  await db.insert(boards).values(board)
  await db.execute(sql`
    insert into files (id, user_id, job_id, model, position, kind, name, mime, bytes, sha256)
    select lpad(n::text, 26, '0'), ${ann}, ${jobId}, 'm', n, 'image', 'cup.png', 'image/png', 1, 'x'
    from generate_series(1, 203) n`)
  await db.execute(sql`
    insert into board_items (board_id, file_id, place)
    select ${board.id}, id, position::text || 'V' from files where job_id = ${jobId}`)
  const token = await share({ boardId: board.id })
  const { view, text } = await look(token)
  expect([view.items.length, view.total]).toEqual([200, 203])
  expect(text).toContain('The first 200 of 203 results')
  const { id } = (await db.select().from(shares).where(eq(shares.boardId, board.id)))[0] ?? {}
  const list = await listShares(db, ann, { limit: 50 })
  if (list instanceof Refusal) throw new Error(list.code)
  expect(list.shares.find((one) => one.id === id)).toMatchObject({ count: 200, total: 203 })
})
