import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { modelSettings } from '@/db/schema'
import { adminModel, adminModels, type Change, changeModel } from '@/lib/admin/models'
import type { SessionUser } from '@/lib/auth/session'
import { models } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'
import { terms } from '@/lib/jobs/terms'
import { testDatabase } from '@/tests/support/database'
import { asSession, person, problemOf } from '@/tests/unit/auth/people'
import { actsOn } from './market'

const free = models.filter(({ price, provider, retired }) => !price && provider === 'kie' && !retired)
const priced = models.filter(({ price, provider, retired }) => price && provider === 'kie' && !retired)
const retired = models.filter((model) => model.retired)

let db: Db
let admin: SessionUser
beforeAll(async () => {
  db = (await testDatabase()).db
  admin = await asSession(db, await person(db, 'admin@x.example', { role: 'admin', passwordHash: null }))
})
const at = (list: Model[], n: number): Model => {
  const model = list[n]
  if (!model) throw new Error('no such model')
  return model
}
const change = (model: Model, wish: Omit<Change, 'reason'>) =>
  changeModel(db, admin, model, { ...wish, reason: 'because' })
const shown = async (model: Model) => adminModel(model, 'en', await terms())

describe('a switch', () => {
  test('turns a model off and on, and back to what the data says, each with an audit row', async () => {
    const model = at(priced, 0)
    expect(await shown(model)).toMatchObject({ offered: true, switched: null })
    expect(await change(model, { offered: false })).toBeNull()
    expect(await shown(model)).toMatchObject({ offered: false, switched: false })
    await change(model, { offered: true })
    expect(await shown(model)).toMatchObject({ offered: true, switched: true })
    await change(model, { offered: null })
    expect(await shown(model)).toMatchObject({ offered: true, switched: null })
    const told = (await actsOn(db, model.id)).map(({ actor, action, reason, detail }) => ({
      ...{ actor, action, reason, detail },
    }))
    const row = (before: boolean | null, after: boolean | null) => ({
      actor: admin.id,
      action: 'model.changed',
      reason: 'because',
      detail: {
        before: { offered: before, price: null },
        after: { offered: after, price: null },
      },
    })
    expect(told).toEqual([row(null, false), row(false, true), row(true, null)])
  })

  test('turns a retired model on', async () => {
    const model = at(retired, 0)
    expect(await shown(model)).toMatchObject({ offered: false, retired: true })
    await change(model, { offered: true })
    expect(await shown(model)).toMatchObject({ offered: true })
  })

  test('pressed by many at once is one change and one audit row', async () => {
    const model = at(priced, 1)
    await Promise.all(Array.from({ length: 6 }, () => change(model, { offered: false })))
    expect(await actsOn(db, model.id)).toHaveLength(1)
  })

  test('says what to change', async () => {
    expect(problemOf(await change(at(priced, 2), {}), 'offered')).toBe('required')
  })
})

describe('a price', () => {
  test('is set where none is known, kept to the thousandth, and taken back', async () => {
    const model = at(free, 0)
    expect(await change(model, { price: 2.005 })).toBeNull()
    expect(await shown(model)).toMatchObject({ price: null, set: 2.005, offered: true })
    const [row] = await db.select().from(modelSettings).where(eq(modelSettings.modelId, model.id))
    expect(row?.price).toBe(2005)
    await change(model, { price: null })
    expect(await shown(model)).toMatchObject({ set: null })
    expect((await actsOn(db, model.id)).map(({ detail }) => detail.after)).toEqual([
      { offered: null, price: 2.005 },
      { offered: null, price: null },
    ])
  })

  test('goes with a switch in one change', async () => {
    const model = at(free, 1)
    await change(model, { offered: false, price: 7 })
    expect(await shown(model)).toMatchObject({ offered: false, set: 7 })
    expect(await actsOn(db, model.id)).toHaveLength(1)
  })

  test('of KIE itself counts, and none can be set beside it', async () => {
    const model = at(priced, 3)
    expect(problemOf(await change(model, { price: 7 }), 'price')).toBe('price_known')
    expect(await actsOn(db, model.id)).toEqual([])
  })
})

test('the list has every model, in the language of its reader', async () => {
  const list = adminModels('ru', await terms())
  expect(list).toHaveLength(models.filter(({ provider }) => provider === 'kie').length)
  expect(list.find(({ id }) => id === 'recraft/remove-background')).toMatchObject({
    vendor: 'Recraft',
    task: 'background-removal',
    price: { from: 1, per: 'image' },
    set: null,
  })
  expect(list.every(({ tool }) => /\p{Script=Cyrillic}/u.test(tool))).toBe(true)
})
