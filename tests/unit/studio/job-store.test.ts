import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createJobStore } from '@/components/jobs/job-store'
import { job } from './jobs'

describe('the job store', () => {
  test('ends with the newest version of each job, whatever the order and however often events come', () => {
    const events = fc.array(fc.record({ id: fc.nat(12), version: fc.integer({ min: 1, max: 9 }) }), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(events, (list) => {
        const store = createJobStore()
        for (const { id, version } of list) store.apply(job(`j${id}`, { version, stage: `v${version}` }, id))
        const { jobs } = store.snapshot()
        const newest = new Map<string, number>()
        for (const { id, version } of list) newest.set(`j${id}`, Math.max(version, newest.get(`j${id}`) ?? 0))
        expect(jobs.length).toBe(newest.size)
        for (const shown of jobs) {
          expect(shown.version).toBe(newest.get(shown.id))
          expect(shown.stage).toBe(`v${shown.version}`)
        }
        expect(jobs.map((shown) => shown.createdAt)).toEqual(
          jobs
            .map((shown) => shown.createdAt)
            .sort()
            .reverse(),
        )
      }),
    )
  })

  test('orders jobs of one instant by id as the server does', () => {
    const store = createJobStore()
    for (const id of ['b', 'a', 'c']) store.apply(job(id))
    expect(store.snapshot().jobs.map((shown) => shown.id)).toEqual(['c', 'b', 'a'])
  })

  test('keeps the same snapshot until something changes', () => {
    const store = createJobStore()
    store.apply(job('a', { version: 2 }))
    const before = store.snapshot()
    store.apply(job('a', { version: 2 }))
    store.apply(job('a', { version: 1 }))
    expect(store.snapshot()).toBe(before)
  })

  test('tells listeners of a burst once', async () => {
    const store = createJobStore()
    let told = 0
    const leave = store.subscribe(() => {
      told += 1
    })
    for (let n = 0; n < 100; n += 1) store.apply(job(`j${n}`))
    await Promise.resolve()
    expect(told).toBe(1)
    leave()
    store.apply(job('late'))
    await Promise.resolve()
    expect(told).toBe(1)
  })

  test('drops what lies behind a gap, but no job that is still open', () => {
    const store = createJobStore()
    store.apply(job('old-done', { status: 'done' }, 1))
    store.apply(job('old-open', { status: 'running' }, 2))
    const fresh = [job('n1', {}, 30), job('n2', {}, 31)]
    expect(store.applyNewest(fresh, false)).toEqual({ gap: true })
    expect(store.snapshot().jobs.map((shown) => shown.id)).toEqual(['n2', 'n1', 'old-open'])
  })

  test('keeps older jobs when the newest page reaches them', () => {
    const store = createJobStore()
    store.apply(job('old', { status: 'done' }, 1))
    store.apply(job('known', { status: 'done' }, 5))
    store.applyNewest([job('new', {}, 6), job('known', { status: 'done' }, 5)], false)
    expect(store.snapshot().jobs.map((shown) => shown.id)).toEqual(['new', 'known', 'old'])
    expect(store.snapshot().loaded).toBe(true)
  })
})
