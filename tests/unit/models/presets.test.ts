import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import type { UserId } from '@/lib/id'
import { PRESETS_MAX } from '@/lib/models/bounds'
import { addPreset, changePreset, presetsOf, removePreset } from '@/lib/models/presets'
import { newPresetSchema, type PresetView, presetChangeSchema } from '@/lib/models/schema'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { person } from '../jobs/rows'

const MODEL = 'nano-banana-2'
const OTHER = 'recraft/crisp-upscale'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

const someone = async () => (await person(db, 0)) as UserId
const add = (userId: UserId, name: string, model = MODEL) =>
  addPreset(db, userId, { model, name, input: { prompt: name } })
const added = async (userId: UserId, name: string, model = MODEL) =>
  (await add(userId, name, model)) as PresetView
const problem = (answer: unknown) =>
  answer instanceof Refusal ? (answer.options.fields?.name?.key ?? answer.code) : answer

describe('presets', () => {
  it('are kept oldest first, with their settings', async () => {
    const ann = await someone()
    const first = await added(ann, 'Poster')
    const second = await added(ann, 'Web')
    expect(first).toMatchObject({ model: MODEL, name: 'Poster', input: { prompt: 'Poster' } })
    expect(await presetsOf(db, ann)).toEqual([first, second])
  })

  it('have one name for each model, whatever its case, and only for their own person', async () => {
    const [ann, ben] = [await someone(), await someone()]
    await added(ann, 'Poster')
    expect(problem(await add(ann, 'pOSTER'))).toBe('preset_taken')
    expect(await add(ann, 'Poster', OTHER)).toMatchObject({ name: 'Poster' })
    expect(await add(ben, 'Poster')).toMatchObject({ name: 'Poster' })
    const web = await added(ann, 'Web')
    expect(problem(await changePreset(db, ann, web.id, { name: 'POSTER' }))).toBe('preset_taken')
    expect(await changePreset(db, ann, web.id, { name: 'WEB' })).toMatchObject({ name: 'WEB' })
  })

  it('change in name and settings alone', async () => {
    const ann = await someone()
    const { id } = await added(ann, 'Poster')
    expect(await changePreset(db, ann, id, { input: { prompt: 'b' } })).toMatchObject({
      name: 'Poster',
      input: { prompt: 'b' },
    })
    expect(await changePreset(db, ann, id, { name: 'Print' })).toMatchObject({
      name: 'Print',
      input: { prompt: 'b' },
    })
  })

  it('of somebody else are not there', async () => {
    const [ann, ben] = [await someone(), await someone()]
    const { id } = await added(ann, 'Poster')
    expect(problem(await changePreset(db, ben, id, { name: 'Mine' }))).toBe('not_found')
    expect(problem(await removePreset(db, ben, id))).toBe('not_found')
    expect(await presetsOf(db, ben)).toEqual([])
    expect((await presetsOf(db, ann)).map(({ name }) => name)).toEqual(['Poster'])
    expect(await removePreset(db, ann, id)).toBeUndefined()
    expect(problem(await removePreset(db, ann, id))).toBe('not_found')
  })

  it('are of a model that there is', async () => {
    const refused = await add(await someone(), 'Poster', 'no/such-model')
    expect(refused instanceof Refusal && refused.options.fields?.model?.key).toBe('model_unknown')
  })

  it('end at their number, also when many are kept at once', async () => {
    const ann = await someone()
    await db.execute(sql`
      insert into presets (id, user_id, model_id, name, input)
      select ${ann} || n, ${ann}, ${MODEL}, 'name ' || n, '{}'::jsonb from generate_series(1, ${PRESETS_MAX - 2}::int) n`)
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => add(ann, name)))
    expect(answers.map(problem).filter((one) => one === 'presets_full')).toHaveLength(2)
    expect(await presetsOf(db, ann)).toHaveLength(PRESETS_MAX)
  })
})

describe('what may be sent', () => {
  const preset = { model: MODEL, name: ' Poster ', input: { prompt: 'a' } }
  const deep = Array.from({ length: 10 }).reduce<unknown>((inner) => ({ inner }), 1)

  it('has a name of 1 to 60 characters and settings that a job may have', () => {
    expect(newPresetSchema.parse(preset).name).toBe('Poster')
    for (const bad of [
      { name: ' ' },
      { name: 'x'.repeat(61) },
      { input: { deep } },
      { input: [] },
      { more: 1 },
    ]) {
      expect(newPresetSchema.safeParse({ ...preset, ...bad }).success, JSON.stringify(bad)).toBe(false)
    }
  })

  it('changes something', () => {
    expect(presetChangeSchema.safeParse({}).success).toBe(false)
    expect(presetChangeSchema.safeParse({ model: OTHER }).success).toBe(false)
    expect(presetChangeSchema.safeParse({ name: 'x' }).success).toBe(true)
  })
})
