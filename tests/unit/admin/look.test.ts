import { eq, isNull } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { modelChecks, modelWatch } from '@/db/schema'
import { askCheck, checkView, openDaily, takeCheck } from '@/lib/admin/check'
import { openFindings } from '@/lib/admin/findings'
import { models } from '@/lib/catalog/catalog'
import { testDatabase } from '@/tests/support/database'
import {
  actsOn,
  check,
  forgetAll,
  KNOWN,
  laterBy,
  listed,
  market,
  OTHER,
  RETIRED,
  readAlready,
  rowsOf,
  work,
} from './market'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})
beforeEach(() => forgetAll(db))

const found = async () => (await openFindings(db)).map(({ kind, model, detail }) => ({ kind, model, detail }))

describe('a check', () => {
  test('of an unchanged market finds nothing, and keeps the words about prices', async () => {
    const kie = market()
    expect(await check(db, kie.kie)).toMatchObject({
      state: 'finished',
      asked: true,
      total: kie.all.size,
      read: kie.all.size,
      missed: 0,
      problem: null,
    })
    expect(await found()).toEqual([])
    expect(kie.asked.toSorted()).toEqual([...kie.all.keys()].toSorted())
    const [watched] = await db.select().from(modelWatch).where(eq(modelWatch.modelId, KNOWN))
    expect(watched?.priceText).toBe(`${KNOWN} costs 1 credit.`)
  })

  test('finds what is new, gone, back, changed in its document and in its price, once', async () => {
    await readAlready(db)
    const kie = market()
    await check(db, kie.kie)
    kie.all.delete(OTHER)
    kie.all.set('new/one', listed('new/one', { title: 'New One', price: null }))
    kie.all.set('chat-5', listed('chat-5'))
    kie.all.set(RETIRED, listed(RETIRED))
    kie.all.set(KNOWN, listed(KNOWN, { price: 'Now 9 credits.' }))
    kie.answers.set('chat-5', { kind: 'elsewhere' })
    kie.answers.set('new/one', { kind: 'fields', fields: [{ name: 'prompt', required: true }] })
    const fields = models.find(({ id }) => id === 'z-image')?.fields ?? []
    kie.answers.set('z-image', {
      kind: 'fields',
      fields: [
        ...fields.map(({ name, required }) => ({ name, required })),
        { name: 'fresh', required: false },
      ],
    })
    const all = [
      { kind: 'gone', model: OTHER, detail: {} },
      { kind: 'price', model: KNOWN, detail: { from: `${KNOWN} costs 1 credit.`, to: 'Now 9 credits.' } },
      {
        kind: 'schema',
        model: 'z-image',
        detail: { differences: [{ kind: 'added', field: 'fresh', required: false }] },
      },
      {
        kind: 'new',
        model: 'new/one',
        detail: { title: 'New One', provider: 'A', tasks: ['Text to Image'], price: null, retired: false },
      },
      { kind: 'new', model: RETIRED, detail: expect.objectContaining({ retired: true }) },
    ]
    for (let round = 0; round < 2; round++) {
      await check(db, kie.kie)
      const now = await found()
      expect(now).toHaveLength(all.length)
      expect(now).toEqual(expect.arrayContaining(all))
    }
    expect((await openFindings(db)).find(({ model }) => model === 'new/one')?.title).toBe('New One')
  })

  test('takes back what is no longer so, and tells what is different by now', async () => {
    await readAlready(db)
    const kie = market()
    await check(db, kie.kie)
    kie.all.delete(OTHER)
    kie.all.set(KNOWN, listed(KNOWN, { price: 'Now 9 credits.' }))
    kie.all.set('new/one', listed('new/one'))
    await check(db, kie.kie)
    expect(await found()).toHaveLength(3)
    kie.all.set(OTHER, listed(OTHER))
    kie.all.set(KNOWN, listed(KNOWN, { price: null }))
    kie.all.delete('new/one')
    await check(db, kie.kie)
    expect(await found()).toEqual([
      { kind: 'price', model: KNOWN, detail: { from: `${KNOWN} costs 1 credit.`, to: null } },
    ])
    expect((await rowsOf(db, OTHER)).map(({ endedAt, decidedAt }) => [endedAt !== null, decidedAt])).toEqual([
      [true, null],
    ])
  })

  test('says nothing about prices that KIE does not mention', async () => {
    await readAlready(db)
    const kie = market()
    await check(db, kie.kie)
    kie.all.set(KNOWN, listed(KNOWN, { price: undefined }))
    await check(db, kie.kie)
    expect(await found()).toEqual([])
  })

  test('does not believe a list with half the market missing', async () => {
    const kie = market()
    for (const id of [...kie.all.keys()].slice(0, 80)) kie.all.delete(id)
    expect(await check(db, kie.kie)).toMatchObject({ state: 'finished', problem: 'implausible', read: 0 })
    expect(await found()).toEqual([])
  })

  test('ends at once when KIE does not accept the key', async () => {
    const kie = market()
    const refused = {
      kind: 'refused',
      reason: 'unauthorized',
      code: 401,
      message: 'no',
      retryAfterMs: null,
    } as const
    kie.list = refused
    expect(await check(db, kie.kie)).toMatchObject({ problem: 'unauthorized', total: null })
    kie.list = null
    kie.answers.set([...kie.all.keys()][3] ?? '', refused)
    expect(await check(db, kie.kie)).toMatchObject({ problem: 'unauthorized', read: 3 })
  })

  test('goes on without a document that KIE refuses', async () => {
    const kie = market()
    const refused = {
      kind: 'refused',
      reason: 'invalid',
      code: 422,
      message: 'no',
      retryAfterMs: null,
    } as const
    for (const id of [...kie.all.keys()].slice(0, 5)) kie.answers.set(id, refused)
    expect(await check(db, kie.kie)).toMatchObject({ problem: null, missed: 5, read: kie.all.size - 5 })
  })
})

describe('a KIE that is slow to answer', () => {
  const silence = { kind: 'unavailable', message: 'no answer', retryAfterMs: 0 } as const

  test('is asked again, and its answers count', async () => {
    await readAlready(db)
    const kie = market()
    const turns = new Map<string, number>()
    const modelSchema = async (id: string) => {
      turns.set(id, (turns.get(id) ?? 0) + 1)
      return turns.get(id) === 3 ? ({ kind: 'none' } as const) : silence
    }
    const lists = [silence, silence]
    const list = async () => lists.shift() ?? kie.kie.models()
    expect(await check(db, { models: list, modelSchema })).toMatchObject({ problem: null, missed: 0 })
    expect(new Set(turns.values())).toEqual(new Set([3]))
  })

  test('is left alone when it says nothing any more', async () => {
    const kie = market()
    for (const id of kie.all.keys()) kie.answers.set(id, silence)
    expect(await check(db, kie.kie)).toMatchObject({ state: 'finished', problem: 'unavailable', read: 0 })
    expect(kie.asked).toHaveLength(9)
    kie.list = silence
    expect(await check(db, kie.kie)).toMatchObject({ problem: 'unavailable', total: null })
  })

  test('is never asked faster than it wants', async () => {
    await readAlready(db)
    const kie = market()
    const times: number[] = []
    let ended = 0
    kie.before = () => times.push(performance.now() - ended)
    const timed = {
      models: () => kie.kie.models().finally(() => (ended = performance.now())),
      modelSchema: (id: string) => kie.kie.modelSchema(id).finally(() => (ended = performance.now())),
    }
    await askCheck(db, 'ann')
    await work(db, timed, undefined, 30)
    expect(times.length).toBeGreaterThan(10)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(29)
  })
})

describe('checks at once', () => {
  test('are one check, and one process works on it', async () => {
    const kie = market()
    const before = (await actsOn(db, '*')).filter(({ actor }) =>
      ['ann', 'ben', 'cleo'].includes(actor),
    ).length
    const asked = await Promise.all(['ann', 'ben', 'cleo'].map((name) => askCheck(db, name)))
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
    const worked = await Promise.all([work(db, kie.kie), work(db, kie.kie), work(db, kie.kie)])
    expect(worked.filter(Boolean)).toHaveLength(1)
    expect(kie.asked).toHaveLength(kie.all.size)
    expect(await db.select().from(modelChecks)).toHaveLength(1)
    expect((await askCheck(db, 'ann')).id).not.toBe(asked[0]?.id)
    const acts = (await actsOn(db, '*')).filter(({ actor }) => ['ann', 'ben', 'cleo'].includes(actor))
    expect(acts.length - before, 'a row for each check that was opened').toBe(2)
    expect(acts.at(-1)).toMatchObject({ actor: 'ann', action: 'models.check_asked' })
  })

  test('the daily one is due once a day, and an hour after it came to nothing', async () => {
    await readAlready(db)
    const kie = market()
    const open = async () =>
      (await db.select().from(modelChecks).where(isNull(modelChecks.finishedAt))).length
    await Promise.all([openDaily(db), openDaily(db), openDaily(db)])
    expect(await open()).toBe(1)
    expect(await checkView(db)).toMatchObject({ state: 'waiting', asked: false })
    await work(db, kie.kie)
    await openDaily(db)
    expect(await open()).toBe(0)
    await laterBy(db, 24)
    await openDaily(db)
    expect(await open()).toBe(1)
    await work(db, { ...kie.kie, models: async () => ({ kind: 'models', models: [] }) })
    await openDaily(db)
    expect(await open()).toBe(0)
    await laterBy(db, 2)
    await openDaily(db)
    expect(await open()).toBe(1)
  })
})

describe('a check that is cut off', () => {
  test('at a stop is left to the next process, which reads only what is left', async () => {
    const kie = market()
    await askCheck(db, 'ann')
    const stop = new AbortController()
    kie.before = (id) => {
      if (kie.asked.length === 40 && id) stop.abort()
    }
    await work(db, kie.kie, stop.signal)
    expect(await checkView(db)).toMatchObject({ state: 'waiting', total: kie.all.size, read: 39 })
    kie.before = () => {}
    kie.asked.length = 0
    await work(db, kie.kie)
    expect(kie.asked).toHaveLength(kie.all.size - 39)
    expect(await checkView(db)).toMatchObject({ state: 'finished', read: kie.all.size, problem: null })
  })

  test('by a death is taken over when its time is up, and the dead one cannot write any more', async () => {
    const kie = market()
    await askCheck(db, 'ann')
    let goOn = () => {}
    const frozen = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const reached = new Promise<void>((resolve) => {
      const modelSchema = async () => {
        resolve()
        await frozen
        return { kind: 'none' as const }
      }
      void work(db, { ...kie.kie, modelSchema })
    })
    await reached
    expect(await takeCheck(db, 'another')).toBeNull()
    await db.update(modelChecks).set({ heldUntil: new Date(Date.now() - 1_000) })
    expect(await work(db, kie.kie)).toBe(true)
    const after = await checkView(db)
    goOn()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await checkView(db)).toEqual(after)
    expect(after).toMatchObject({ state: 'finished', read: kie.all.size })
  })
})
