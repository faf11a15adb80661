import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createGalleryStore, type GalleryStore } from '@/components/gallery/gallery-store'
import { type Clock, createNews } from '@/components/gallery/news'
import { BLOCK } from '@/lib/gallery/bounds'
import type { JobView } from '@/lib/jobs/schema'
import { job } from '../studio/jobs'
import { galleryServer } from './server'
import { many, one } from './views'

/** A clock that goes only when it is told to. */
function stoppedClock() {
  let now = Date.parse('2026-11-29T12:00:00.000Z')
  let due: { at: number; work: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    after(ms, work) {
      const one = { at: now + ms, work }
      due.push(one)
      return () => {
        due = due.filter((other) => other !== one)
      }
    },
  }
  return {
    clock,
    async go(ms: number) {
      now += ms
      const ready = due.filter(({ at }) => at <= now)
      due = due.filter(({ at }) => at > now)
      for (const { work } of ready) work()
      await new Promise((resolve) => setTimeout(resolve, 5))
    },
  }
}

let server: ReturnType<typeof galleryServer>
beforeEach(() => {
  server = galleryServer(BLOCK)
})
afterEach(() => vi.unstubAllGlobals())

const done = (id: string, part: Partial<JobView> = {}) =>
  job(id, { status: 'done', finishedAt: '2026-11-21T08:00:00.000Z', ...part })
const heard = (...jobs: JobView[]) => ({ jobs, loaded: true, clockOffset: 0 })
const loaded = (store: GalleryStore) =>
  store
    .snapshot()
    .sections.flatMap(({ blocks }) => blocks ?? [])
    .flatMap(({ results }) => results?.map(({ file }) => file.id) ?? [])
const today = (id: string, second = 0) =>
  one(id, new Date(Date.UTC(2026, 10, 29, 12, 0, second)).toISOString())

/** A gallery that is looked at from its top. */
async function open() {
  const store = createGalleryStore(new URLSearchParams(), false)
  await store.start()
  const month = store.snapshot().sections[0]?.month
  if (month) await store.wantBlocks(month).then(() => store.wantResults(month, 0))
  const { clock, go } = stoppedClock()
  return { store, news: createNews(store, clock), go }
}

describe('live results', () => {
  test('come half a second after the first of them, however many follow', async () => {
    server.set(many(3, '2026-11', 'n'))
    const { store, news, go } = await open()
    news.hear(heard(done('a')))
    for (let n = 1; n <= 5; n++) {
      server.add(today(`new-${n}`, n))
      news.hear(heard(...Array.from({ length: n + 1 }, (_, at) => done(`j${at}`))))
      await go(120)
    }
    expect(loaded(store)).toEqual(['new-5', 'new-4', 'new-3', 'new-2', 'new-1', 'n-0', 'n-1', 'n-2'])
  })

  test('bring an account’s very first one', async () => {
    const { store, news, go } = await open()
    news.hear({ ...heard(), loaded: false })
    news.hear(heard(job('first', { status: 'running' })))
    server.add(today('first'))
    news.hear(heard(done('first', { version: 2 })))
    await go(500)
    expect(loaded(store)).toEqual(['first'])
  })

  test('are not those of a list that is only now heard of, but those that ended just now', async () => {
    server.set(many(3, '2026-11', 'n'))
    const { news, go } = await open()
    const asked = server.asked.length
    news.hear({ ...heard(), loaded: false })
    news.hear(heard(done('old')))
    await go(500)
    expect(server.asked.length).toBe(asked)
    const late = await open()
    server.add(today('late'))
    late.news.hear(heard(done('late', { finishedAt: '2026-11-29T11:59:50.000Z' }), done('old')))
    await late.go(500)
    expect(loaded(late.store)[0]).toBe('late')
  })

  test('come again for when the server did not answer', async () => {
    server.set(many(3, '2026-11', 'n'))
    const { store, news, go } = await open()
    news.hear(heard())
    server.add(today('new'))
    server.down(true)
    news.hear(heard(done('new')))
    await go(500)
    server.down(false)
    await go(3_000)
    expect(loaded(store)[0]).toBe('new')
  })

  test('leave no hole, be they a hundred between two looks', async () => {
    server.set(many(3, '2026-11', 'n'))
    const { store, news, go } = await open()
    news.hear(heard())
    const burst = Array.from({ length: 250 }, (_, n) => today(`new-${n}`, n))
    server.add(...burst)
    news.hear(heard(done('burst')))
    await go(500)
    expect(loaded(store)).toEqual([...burst.map(({ file }) => file.id).toReversed(), 'n-0', 'n-1', 'n-2'])
    expect(store.snapshot().sections).toMatchObject([{ count: 253 }])
  })

  test('are all read anew when they are too many to be caught up with', async () => {
    server.set(many(3, '2026-11', 'n'))
    const { store, news, go } = await open()
    news.hear(heard())
    server.add(...Array.from({ length: 1_500 }, (_, n) => today(`new-${n}`, n)))
    news.hear(heard(done('burst')))
    await go(500)
    expect(store.snapshot()).toMatchObject({ status: 'ready', sections: [{ count: 1_503, blocks: null }] })
  })

  test('do not read anew what is looked at far below a top that is not here', async () => {
    server.set([...many(1_000, '2026-11', 'n'), ...many(5, '2026-01', 'o')])
    const { store, news, go } = await open()
    await store.reload()
    await store.wantResults('2026-01', 0)
    news.hear(heard())
    server.add(...Array.from({ length: 100 }, (_, n) => today(`new-${n}`, n)))
    news.hear(heard(done('burst')))
    await go(500)
    expect(loaded(store)).toEqual(['o-0', 'o-1', 'o-2', 'o-3', 'o-4'])
    await store.wantBlocks('2026-11')
    await store.wantResults('2026-11', 0)
    expect(loaded(store)[0]).toBe('new-99')
  })

  test('take along what was thrown away elsewhere', async () => {
    server.set(many(3, '2026-11', 'n'))
    const { store, news } = await open()
    news.hear(heard(done('j')))
    news.hear(heard(done('j', { version: 2, gone: { trashed: 3, deleted: 0 } })))
    expect(store.snapshot().sections).toEqual([])
  })

  test('are no business of a gallery that was left', async () => {
    const { news, go } = await open()
    news.hear(heard())
    news.hear(heard(done('a')))
    news.stop()
    const asked = server.asked.length
    await go(10_000)
    expect(server.asked.length).toBe(asked)
  })
})
