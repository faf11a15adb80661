import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { addToBoard, removeFromBoard } from '@/lib/gallery/board-items'
import { createBoard } from '@/lib/gallery/boards'
import { deleteNow } from '@/lib/gallery/delete'
import { setFavourite } from '@/lib/gallery/favourites'
import { blocksOf, monthsOf } from '@/lib/gallery/months'
import { galleryPage, type PageQuery } from '@/lib/gallery/page'
import { moveToTrash, restore } from '@/lib/gallery/trash'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { person } from '../files/people'
import { job, result } from './results'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

async function page(userId: string, query: Partial<PageQuery>) {
  const found = await galleryPage(db, userId, { limit: 50, ...query })
  if (found instanceof Refusal) throw new Error(found.code)
  return found
}

async function all(userId: string, query: Partial<PageQuery>, between = async () => {}) {
  const seen: string[] = []
  let cursor: string | undefined
  for (;;) {
    const { results, next } = await page(userId, { ...query, cursor })
    seen.push(...results.map(({ file }) => file.id))
    if (next === null) return seen
    cursor = next
    await between()
  }
}

const at = (minutes: number) => new Date(Date.UTC(2026, 5, 1) + minutes * 60_000)

describe('pages of results', () => {
  it('show every result that stays exactly once, whatever comes and goes meanwhile', async () => {
    const userId = await person(db)
    const stays: string[] = []
    const goes: string[] = []
    // Many share a time, so that the ids have to tell them apart.
    for (let n = 0; n < 24; n++) {
      const id = await result(db, userId, { createdAt: at(Math.floor(n / 3)) })
      ;(n % 4 === 0 ? goes : stays).push(id)
    }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 7 }), fc.infiniteStream(fc.nat(2)), async (limit, acts) => {
        await restore(db, userId, goes)
        const seen = await all(userId, { limit }, async () => {
          const act = acts.next().value
          if (act === 0) await moveToTrash(db, userId, goes)
          if (act === 1) await restore(db, userId, goes)
          if (act === 2) stays.unshift(await result(db, userId, { createdAt: at(100 + stays.length) }))
        })
        expect(new Set(seen).size).toBe(seen.length)
        const before = stays.filter((id) => seen.includes(id))
        expect(before.length).toBeGreaterThanOrEqual(18)
      }),
      { numRuns: 12 },
    )
  })

  it('begin at a month, end at a block, and are told apart by person', async () => {
    const [ann, ben] = [await person(db), await person(db)]
    const may = await result(db, ann, { createdAt: new Date('2026-05-31T23:59:59Z') })
    const june = await result(db, ann, { createdAt: new Date('2026-06-01T00:00:00Z') })
    await result(db, ben, { createdAt: at(0) })
    expect(await all(ann, {})).toEqual([june, may])
    expect(await all(ann, { at: '2026-05' })).toEqual([may])
    expect(await all(ann, { month: '2026-06' })).toEqual([june])
    const whole = await blocksOf(db, ann, {})
    expect(whole instanceof Refusal && whole.options.fields).toEqual({ month: { key: 'required' } })
    const blocks = await blocksOf(db, ann, { month: '2026-05' })
    if (blocks instanceof Refusal) throw new Error(blocks.code)
    expect(blocks.blocks).toEqual([{ last: `${Date.UTC(2026, 4, 31, 23, 59, 59)}.${may}`, count: 1 }])
    expect(await all(ann, { until: `${at(0).getTime()}.${june}` })).toEqual([june])
    expect(await galleryPage(db, ann, { limit: 1, cursor: 'x.y' })).toBeInstanceOf(Refusal)
  })

  it('are narrowed by model, tool, kind, favourite, day and words', async () => {
    const userId = await person(db)
    const cup = await result(db, userId, { name: 'Blue Cup.png', asked: 'a mug, on wood', createdAt: at(1) })
    const cat = await result(db, userId, { name: '小猫照片-no-background.png', createdAt: at(2) })
    const film = await result(db, userId, {
      kind: 'video',
      model: 'kling/v2-1-standard',
      createdAt: at(3_000),
    })
    await setFavourite(db, userId, [cat], true)
    const found = (query: Partial<PageQuery>) => all(userId, query)
    expect(await found({ kind: 'video' })).toEqual([film])
    expect(await found({ tool: 'background' })).toEqual([cat, cup])
    expect(await found({ model: 'kling/v2-1-standard' })).toEqual([film])
    expect(await found({ favourite: true })).toEqual([cat])
    expect(await found({ from: at(2).toISOString(), to: at(3).toISOString() })).toEqual([cat])
    expect(await found({ q: 'blu' })).toEqual([cup])
    expect(await found({ q: 'WOOD cup' })).toEqual([cup])
    expect(await found({ q: '猫照' })).toEqual([cat])
    expect(await found({ q: '猫' })).toEqual([cat])
    expect(await found({ q: '照猫' })).toEqual([])
    expect(await found({ q: 'ood' })).toEqual([])
    expect(await found({ q: ' .-, ' })).toEqual([film, cat, cup])
  })
})

const prompt =
  '一只橘色的小猫坐在窗台上看着外面的雨，窗外是一条安静的老街，石板路上有几把撑开的伞，远处的山被薄雾遮住一半。' +
  '画面用水彩的质感，颜色柔和，光线从左边照进来，猫的胡须和毛发要画得清楚，木头的纹理也要看得见，整体气氛温暖而宁静，像童年的下午。'

describe('words of a long Chinese prompt', () => {
  it('are all kept: every pair, and every letter', async () => {
    const userId = await person(db)
    const id = await result(db, userId, { name: 'x.png', asked: prompt })
    const runs = prompt.match(/[\u4e00-\u9fff]+/g) ?? []
    const [row] = await db.select({ words: files.words }).from(files).where(eq(files.id, id))
    const kept = new Set(row?.words?.map((word) => word.slice(8)))
    const pairs = runs.flatMap((run) =>
      Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)),
    )
    expect(pairs.length).toBeGreaterThan(80)
    expect(pairs.filter((pair) => !kept.has(pair))).toEqual([])
    // Said as people would look for it: a pair, a whole run, its first and its last letter.
    for (const q of ['童年', '下午', '木头的纹理也要看得见', '一', '午', '年']) {
      expect(await all(userId, { q }), q).toEqual([id])
    }
    expect(await all(userId, { q: '午下' })).toEqual([])
  })

  it('fit beside each other where a prompt is as long as is read of it', async () => {
    const userId = await person(db)
    const letters = Array.from({ length: 600 }, (_, n) => String.fromCharCode(0x4e00 + n)).join('')
    const id = await result(db, userId, { name: '图.png', asked: letters })
    for (const at of [0, 41, 300, 598]) {
      expect(await all(userId, { q: letters.slice(at, at + 2) }), `letter ${at}`).toEqual([id])
    }
  })
})

describe('a beginning of very many words', () => {
  it('finds all of them', async () => {
    const userId = await person(db)
    const jobId = await job(db, userId)
    const ids: string[] = []
    for (let n = 0; n < 8; n++) {
      const name = `${Array.from({ length: 50 }, (_, at) => `cup${n}${at + 10}`).join(' ')}.png`
      ids.unshift(await result(db, userId, { jobId, position: n, name, createdAt: at(n) }))
    }
    await result(db, userId, { name: 'mug.png', createdAt: at(9) })
    expect(await all(userId, { q: 'cup' })).toEqual(ids)
    expect(await all(userId, { q: 'cup cup759' })).toEqual([ids[0]])
    const months = await monthsOf(db, userId, { q: 'cup' })
    expect(months).toMatchObject({ months: [{ month: '2026-06', count: 8 }] })
  })
})

describe('counts of months', () => {
  it('of a filter are those of now, after every change', async () => {
    const userId = await person(db)
    const [one, two] = [
      await result(db, userId, { createdAt: at(0) }),
      await result(db, userId, { createdAt: at(1), model: 'z-image' }),
    ]
    const board = await createBoard(db, userId, { name: 'Cups' })
    if (board instanceof Refusal) throw new Error(board.code)
    const count = async (filter: Parameters<typeof monthsOf>[2]) => {
      const found = await monthsOf(db, userId, filter)
      return found instanceof Refusal ? null : found.months.reduce((sum, { count }) => sum + count, 0)
    }
    const seen = async () =>
      Promise.all([
        count({ favourite: true }),
        count({ model: 'z-image' }),
        count({ board: board.id }),
        count({ trash: true }),
      ])
    expect(await seen()).toEqual([0, 1, 0, 0])
    await setFavourite(db, userId, [one], true)
    expect(await seen()).toEqual([1, 1, 0, 0])
    await addToBoard(db, userId, board.id, [one, two])
    expect(await seen()).toEqual([1, 1, 2, 0])
    await moveToTrash(db, userId, [one])
    expect(await seen()).toEqual([0, 1, 1, 1])
    await result(db, userId, { createdAt: at(2), model: 'z-image' })
    expect(await seen()).toEqual([0, 2, 1, 1])
    await deleteNow(db, userId, [one])
    expect(await seen()).toEqual([0, 2, 1, 0])
    await removeFromBoard(db, userId, board.id, [two])
    expect(await seen()).toEqual([0, 2, 0, 0])
  })

  it('of a filter are counted once while nothing changes', async () => {
    const userId = await person(db)
    await result(db, userId, { createdAt: at(0) })
    await monthsOf(db, userId, { kind: 'image' })
    const asked = vi.spyOn((await testDatabase()).raw, 'query')
    await monthsOf(db, userId, { kind: 'image' })
    expect(asked).toHaveBeenCalledTimes(1)
    asked.mockRestore()
  })

  it('stay exact while many are added, thrown away and brought back at once', async () => {
    const userId = await person(db)
    const ids: string[] = []
    for (let n = 0; n < 30; n++) ids.push(await result(db, userId, { createdAt: at(n * 3 * 1_440) }))
    await Promise.all(
      Array.from({ length: 24 }, async (_, n) => {
        const some = ids.filter((_id, index) => (index + n) % 3 === 0)
        if (n % 4 === 3) await result(db, userId, { createdAt: at(n * 3 * 1_440) })
        else if (n % 2 === 0) await moveToTrash(db, userId, some.toReversed())
        else await restore(db, userId, some)
      }),
    )
    const kept = await monthsOf(db, userId, {})
    const counted = await monthsOf(db, userId, { from: '2000-01-01T00:00:00Z' })
    if (kept instanceof Refusal || counted instanceof Refusal) throw new Error('refused')
    expect(kept).toEqual(counted)
    expect(kept.months.reduce((sum, { count }) => sum + count, 0)).toBe((await all(userId, {})).length)
  })
})
