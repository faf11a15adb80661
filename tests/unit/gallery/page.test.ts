import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { blocksOf, monthsOf } from '@/lib/gallery/months'
import { galleryPage, type PageQuery } from '@/lib/gallery/page'
import { setFavourite } from '@/lib/gallery/favourites'
import { moveToTrash, restore } from '@/lib/gallery/trash'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { person } from '../files/people'
import { result } from './results'

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
    const blocks = await blocksOf(db, ann, {})
    if (blocks instanceof Refusal) throw new Error(blocks.code)
    expect(blocks.blocks).toEqual([{ last: `${Date.UTC(2026, 4, 31, 23, 59, 59)}.${may}`, count: 2 }])
    expect(await all(ann, { until: `${at(0).getTime()}.${june}` })).toEqual([june])
    expect(await galleryPage(db, ann, { limit: 1, cursor: 'x.y' })).toBeInstanceOf(Refusal)
  })

  it('are narrowed by model, tool, kind, favourite, day and words', async () => {
    const userId = await person(db)
    const cup = await result(db, userId, { name: 'Blue Cup.png', prompt: 'a mug, on wood', createdAt: at(1) })
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

describe('counts of months', () => {
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
