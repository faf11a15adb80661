import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type PresetView, presetSchema } from '@/lib/models/schema'
import { type App, startApp } from '@/tests/support/app'
import { type Answer, type Client, type ErrorBody, signedIn } from '@/tests/support/client'
import { expectRefusal } from '@/tests/support/refusals'

// What people keep about models: favourites and presets.

const MODEL = 'recraft/crisp-upscale'
const OTHER = 'nano-banana-2'

let app: App
let ann: Client
let ben: Client
beforeAll(async () => {
  app = await startApp()
  ;[ann, ben] = await Promise.all([signedIn(app.url, 'ann'), signedIn(app.url, 'ben')])
})
afterAll(() => app.close())

const shape = z.strictObject(presetSchema.shape)
type One = { preset: PresetView } & ErrorBody

const favourites = async (who: Client) =>
  (await who.call<{ favourites: string[] }>('GET', '/api/favourites')).body.favourites
const presets = async (who: Client) =>
  (await who.call<{ presets: PresetView[] }>('GET', '/api/presets')).body.presets
const add = (who: Client, preset: object) =>
  who.call<One>('POST', '/api/presets', { json: { model: MODEL, name: 'Web', input: {}, ...preset } })
const change = (who: Client, id: string, json: object) =>
  who.call<One>('PATCH', `/api/presets/${id}`, { json })
const fieldsOf = (answer: Answer<ErrorBody>) => Object.keys(answer.body.error?.fields ?? {})

describe('favourites', () => {
  test('are added, listed newest first, and taken away, each as often as one likes', async () => {
    expect(await favourites(ann)).toEqual([])
    for (const id of [MODEL, OTHER, MODEL]) {
      expect((await ann.call('PUT', `/api/favourites/${id}`)).status).toBe(204)
    }
    expect(await favourites(ann)).toEqual([OTHER, MODEL])
    expect(await favourites(ben)).toEqual([])
    for (const who of [ben, ann, ann]) {
      expect((await who.call('DELETE', `/api/favourites/${MODEL}`)).status).toBe(204)
    }
    expect(await favourites(ann)).toEqual([OTHER])
  })

  test('are models of the catalogue', async () => {
    const answer = await ann.call<ErrorBody>('PUT', '/api/favourites/nobody/knows/this')
    expect(expectRefusal(answer, 'en').code).toBe('not_found')
  })
})

test('OpenAPI describes all of it', async () => {
  const { body } = await ann.call<{ paths: Record<string, object> }>('GET', '/api/openapi.json')
  const methods = (path: string) => Object.keys(body.paths[path] ?? {}).filter((one) => one !== 'parameters')
  expect(
    ['/api/favourites', '/api/favourites/{id}', '/api/presets', '/api/presets/{id}'].map(methods),
  ).toEqual([['get'], ['put', 'delete'], ['get', 'post'], ['patch', 'delete']])
})

describe('presets', () => {
  test('are kept, listed, changed and deleted', async () => {
    const added = await add(ann, { name: ' Poster ', model: OTHER, input: { prompt: 'a lamp', n: 1 } })
    expect(added.status).toBe(201)
    const preset = shape.parse(added.body.preset)
    expect(preset).toMatchObject({ model: OTHER, name: 'Poster', input: { prompt: 'a lamp', n: 1 } })
    expect(await presets(ann)).toEqual([preset])
    const renamed = await change(ann, preset.id, { name: 'Print' })
    expect(shape.parse(renamed.body.preset)).toEqual({ ...preset, name: 'Print' })
    expect((await change(ann, preset.id, { input: {} })).body.preset).toEqual({
      ...preset,
      name: 'Print',
      input: {},
    })
    expect((await ann.call('DELETE', `/api/presets/${preset.id}`)).status).toBe(204)
    expect(await presets(ann)).toEqual([])
  })

  test('are found by their own person alone', async () => {
    const { id } = (await add(ann, { name: 'Mine' })).body.preset
    for (const answer of [
      await change(ben, id, { name: 'Theirs' }),
      await ben.call<ErrorBody>('DELETE', `/api/presets/${id}`),
    ]) {
      expect(expectRefusal(answer, 'en').code).toBe('not_found')
    }
    expect(await presets(ben)).toEqual([])
    expect((await presets(ann)).map(({ name }) => name)).toEqual(['Mine'])
    await ann.call('DELETE', `/api/presets/${id}`)
  })

  test('have one name for each model', async () => {
    const first = (await add(ann, { name: 'Web' })).body.preset
    const second = (await add(ann, { name: 'Print' })).body.preset
    for (const answer of [await add(ann, { name: 'WEB' }), await change(ann, second.id, { name: 'web' })]) {
      expect([expectRefusal(answer, 'en').code, fieldsOf(answer)]).toEqual(['invalid_input', ['name']])
    }
    expect((await add(ann, { name: 'Web', model: OTHER })).status).toBe(201)
    expect((await change(ann, first.id, { name: 'WEB' })).status).toBe(200)
  })

  test.for([
    ['no name', { name: '  ' }, 'name'],
    ['a long name', { name: 'x'.repeat(61) }, 'name'],
    ['no such model', { model: 'nobody/knows' }, 'model'],
    ['settings that are a list', { input: [] }, 'input'],
    ['settings nested too deeply', { input: { a: deep(12) } }, 'input'],
    ['more than is asked', { media: 1 }, 'media'],
  ] as const)('are refused with %s, in every language', async ([, part, field]) => {
    const answer = await add(ann, part)
    expect([expectRefusal(answer, 'en').code, fieldsOf(answer)]).toEqual(['invalid_input', [field]])
  })

  test('are settings, not pictures', async () => {
    const answer = await add(ann, { name: 'Long', input: { image: 'x'.repeat(70_000) } })
    expect(expectRefusal(answer, 'en').code).toBe('too_large')
  })

  test('change in something', async () => {
    const { id } = (await add(ann, { name: 'Same' })).body.preset
    expect(expectRefusal(await change(ann, id, {}), 'en').code).toBe('invalid_input')
    expect(fieldsOf(await change(ann, id, { model: OTHER }))).toContain('model')
  })
})

function deep(levels: number): object {
  return levels === 0 ? {} : { a: deep(levels - 1) }
}
