import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { adminModel, adminModels, changeModel } from '@/lib/admin/models'
import type { SessionUser } from '@/lib/auth/session'
import { models } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'
import { terms } from '@/lib/jobs/terms'
import { testDatabase } from '@/tests/support/database'
import { asSession, person } from '@/tests/unit/auth/people'
import { actsOn } from './market'

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
const change = (model: Model, offered: boolean | null) =>
  changeModel(db, admin, model, { offered, reason: 'because' })
const shown = async (model: Model) => adminModel(model, 'en', await terms())

describe('a switch', () => {
  test('turns a model off and on, and back to what the data says, each with an audit row', async () => {
    const model = at(priced, 0)
    expect(await shown(model)).toMatchObject({ offered: true, switched: null })
    expect(await change(model, false)).toBeNull()
    expect(await shown(model)).toMatchObject({ offered: false, switched: false })
    await change(model, true)
    expect(await shown(model)).toMatchObject({ offered: true, switched: true })
    await change(model, null)
    expect(await shown(model)).toMatchObject({ offered: true, switched: null })
    const told = (await actsOn(db, model.id)).map(({ actor, action, reason, detail }) => ({
      ...{ actor, action, reason, detail },
    }))
    const row = (before: boolean | null, after: boolean | null) => ({
      actor: admin.id,
      action: 'model.changed',
      reason: 'because',
      detail: {
          before: { offered: before },
          after: { offered: after },
      },
    })
    expect(told).toEqual([row(null, false), row(false, true), row(true, null)])
  })

  test('turns a retired model on', async () => {
    const model = at(retired, 0)
    expect(await shown(model)).toMatchObject({ offered: false, retired: true })
    await change(model, true)
    expect(await shown(model)).toMatchObject({ offered: true })
  })

  test('pressed by many at once is one change and one audit row', async () => {
    const model = at(priced, 1)
    await Promise.all(Array.from({ length: 6 }, () => change(model, false)))
    expect(await actsOn(db, model.id)).toHaveLength(1)
  })
})

test('the list has every model, in the language of its reader', async () => {
  const list = adminModels('ru', await terms())
  expect(list).toHaveLength(models.filter(({ provider }) => provider === 'kie').length)
  expect(list.find(({ id }) => id === 'recraft/remove-background')).toMatchObject({
    vendor: 'Recraft',
    task: 'background-removal',
    list: { from: 1, per: 'image' },
    price: { from: 1, per: 'image' },
    hasRule: false,
  })
  expect(list.every(({ tool }) => /\p{Script=Cyrillic}/u.test(tool))).toBe(true)
})
