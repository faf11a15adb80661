import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createGalleryStore } from '@/components/gallery/gallery-store'
import { gather, type Range } from '@/components/gallery/range'
import { withAll } from '@/components/gallery/selection'
import { BLOCK, CHOSEN_MAX } from '@/lib/gallery/bounds'
import { galleryServer } from './server'
import { many } from './views'

const all = [...many(500, '2026-11', 'n'), ...many(50, '2026-10', 'o'), ...many(300, '2026-08', 'a')]
const ids = (range: Range | null) => range?.results.map(({ file }) => file.id)
const names = all.map(({ file }) => file.id)

let server: ReturnType<typeof galleryServer>
beforeEach(() => {
  server = galleryServer(BLOCK)
  server.set(all)
})
afterEach(() => vi.unstubAllGlobals())

/** Its top is looked at, then, after a jump, its middle. */
async function jumped() {
  const store = createGalleryStore(new URLSearchParams(), false)
  await store.start()
  for (const [month, block] of [
    ['2026-11', 0],
    ['2026-08', 1],
  ] as const) {
    await store.wantBlocks(month)
    await store.wantResults(month, block)
  }
  return store
}

test('what lies between two results is chosen with them, though nobody has come near it', async () => {
  const [from, to] = [names.indexOf('n-100'), names.indexOf('a-200')]
  const down = await gather(await jumped(), 'n-100', 'a-200', CHOSEN_MAX)
  expect(ids(down)).toEqual(names.slice(from, to + 1))
  const up = await gather(await jumped(), 'a-200', 'n-100', CHOSEN_MAX)
  expect(ids(up)).toEqual(names.slice(from, to + 1))
  expect(down?.isCut || up?.isCut).toBe(false)
})

test('a range within what is here asks for nothing', async () => {
  const store = await jumped()
  const before = server.asked.length
  expect(ids(await gather(store, 'n-7', 'n-3', CHOSEN_MAX))).toEqual(['n-3', 'n-4', 'n-5', 'n-6', 'n-7'])
  expect(ids(await gather(store, 'n-3', 'n-3', CHOSEN_MAX))).toEqual(['n-3'])
  expect(server.asked.length).toBe(before)
})

test('all is all', async () => {
  expect(await gather(await jumped(), null, null, CHOSEN_MAX)).toMatchObject({
    isCut: false,
    results: { length: all.length },
  })
})

test('a range that is too long keeps those next to where it began, says so, and fetches no more', async () => {
  const store = await jumped()
  const before = server.asked.length
  const down = await gather(store, 'n-100', 'a-200', 130)
  expect(down?.isCut).toBe(true)
  expect(ids(down)).toEqual(names.slice(100, 230))
  expect(server.asked.length - before).toBe(1)
  const up = await gather(store, 'a-200', 'n-100', 130)
  expect(ids(up)).toEqual(names.slice(names.indexOf('a-71'), names.indexOf('a-200') + 1))
  expect(await gather(store, 'n-0', 'n-129', 130)).toMatchObject({ isCut: false, results: { length: 130 } })
})

test('what cannot be fetched is not passed over', async () => {
  const store = await jumped()
  server.down(true)
  expect(await gather(store, 'n-100', 'a-200', CHOSEN_MAX)).toBeNull()
  expect(await gather(store, 'gone', 'a-200', CHOSEN_MAX)).toBeNull()
})

test('one selection holds so many, and says when some are left out', () => {
  const half = withAll(new Map(), many(1_500, '2026-11', 'n'))
  expect([half.chosen.size, half.isCut]).toEqual([1_500, false])
  expect(withAll(half.chosen, many(500, '2026-10', 'o')).isCut).toBe(false)
  const full = withAll(half.chosen, many(501, '2026-10', 'o'))
  expect([full.chosen.size, full.isCut]).toEqual([CHOSEN_MAX, true])
  expect(withAll(full.chosen, many(3, '2026-11', 'n')).isCut).toBe(false)
})
