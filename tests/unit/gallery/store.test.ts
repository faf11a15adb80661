import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createGalleryStore, type GalleryStore } from '@/components/gallery/gallery-store'
import { BLOCK } from '@/lib/gallery/bounds'
import { galleryServer } from './server'
import { many } from './views'

let server: ReturnType<typeof galleryServer>
beforeEach(() => {
  server = galleryServer(BLOCK)
})
afterEach(() => vi.unstubAllGlobals())

const shown = (store: GalleryStore) =>
  store.snapshot().sections.map(({ month, count, blocks }) => ({
    month,
    count,
    loaded: (blocks ?? []).flatMap(({ results }) => results?.map(({ file }) => file.id) ?? []),
  }))
async function opened(isWhole = false) {
  const store = createGalleryStore(new URLSearchParams(), isWhole)
  await store.start()
  return store
}

test('a block on its way when all is read anew empties nothing', async () => {
  server.set(many(300, '2026-11', 'n'))
  const store = await opened()
  await store.wantBlocks('2026-11')
  server.hold()
  const late = store.wantResults('2026-11', 1)
  server.pass()
  await store.reload()
  server.release()
  await late
  expect(shown(store)).toEqual([{ month: '2026-11', count: 300, loaded: [] }])
  // The month's blocks are asked for again, though the older question had been about the same.
  expect(await store.wantBlocks('2026-11')).toBe(true)
  expect(await store.wantResults('2026-11', 1)).toBe(true)
  expect(shown(store)[0]?.loaded.length).toBe(BLOCK)
})

test('what was thrown away while a block was on its way does not come back with it', async () => {
  const all = many(100, '2026-11', 'n')
  server.set(all)
  const store = await opened()
  server.hold()
  const late = store.wantResults('2026-11', 0)
  server.pass()
  server.set(all.slice(1))
  await store.reload()
  server.release()
  await late
  await store.wantResults('2026-11', 0)
  expect(shown(store)).toMatchObject([{ count: 99, loaded: all.slice(1).map(({ file }) => file.id) }])
})

test('of two that read all anew the later one counts, whichever answers first', async () => {
  server.set(many(3, '2026-11', 'n'))
  const store = createGalleryStore(new URLSearchParams(), false)
  server.hold()
  const first = store.start()
  server.pass()
  server.set(many(2, '2026-11', 'n'))
  await store.reload()
  server.release()
  await first
  expect(shown(store)).toMatchObject([{ count: 2 }])
})

test('what was emptied stays empty while an older answer comes in', async () => {
  server.set(many(300, '2026-11', 'n'))
  const store = await opened(true)
  server.hold()
  const late = store.reload()
  store.clear()
  server.release()
  await late
  expect(store.snapshot()).toEqual({ status: 'ready', sections: [] })
})

test('a month that was counted and has nothing any more is not shown', async () => {
  server.set([...many(2, '2026-11', 'n'), ...many(300, '2026-10', 'o')])
  const store = await opened()
  server.set([])
  await store.wantResults('2026-11', 0)
  expect(shown(store).map(({ month }) => month)).toEqual(['2026-10'])
  await store.wantBlocks('2026-10')
  expect(shown(store)).toEqual([])
})

test('a question that failed may be asked again after a while', async () => {
  server.set(many(5, '2026-11', 'n'))
  const store = await opened()
  vi.useFakeTimers()
  server.down(true)
  expect(await store.wantResults('2026-11', 0)).toBe(false)
  server.down(false)
  expect(await store.wantResults('2026-11', 0)).toBe(false)
  vi.advanceTimersByTime(3_000)
  vi.useRealTimers()
  expect(await store.wantResults('2026-11', 0)).toBe(true)
  expect(shown(store)[0]?.loaded.length).toBe(5)
})

test('what is here stays while the connection is gone, and is read again when it is back', async () => {
  server.set(many(3, '2026-11', 'n'))
  const store = await opened()
  const stop = store.subscribe(() => undefined)
  server.down(true)
  await store.reload()
  expect(store.snapshot()).toMatchObject({ status: 'ready', sections: [{ count: 3 }] })
  server.set(many(2, '2026-11', 'n'))
  server.down(false)
  await expect.poll(() => store.snapshot().sections[0]?.count, { timeout: 15_000 }).toBe(2)
  stop()
})

test('a list that was never read has failed', async () => {
  server.down(true)
  const store = await opened()
  expect(store.snapshot()).toEqual({ status: 'failed', sections: [] })
})
