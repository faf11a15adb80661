import { describe, expect, test } from 'vitest'
import { compareModel } from '@/lib/admin/compare-model'
import { models } from '@/lib/catalog/catalog'
import { createKie } from '@/lib/kie/client'
import { sandbox } from './talk'

const RETIRED = 'sora-2-text-to-video'
const offered = models.filter(({ provider, retired }) => provider === 'kie' && !retired)

/** A sandbox whose market is this, and the real client in front of it. */
async function market(change: object = {}) {
  const box = await sandbox()
  const set = async (more: object) => {
    const answer = await box.post('/sandbox/market', more)
    if (!answer.ok) throw new Error(await answer.text())
  }
  await set({ gapMs: 0, ...change })
  return { ...box, set, kie: createKie({ baseUrl: box.url, uploadUrl: box.url, apiKey: 'k' }) }
}
type Kie = Awaited<ReturnType<typeof market>>['kie']
async function listOf(kie: Kie) {
  const list = await kie.models()
  if (list.kind !== 'models') throw new Error(list.message)
  return list.models
}

describe('the market of the sandbox', () => {
  test('lists every model that is not retired, with a price in words', async () => {
    const { kie } = await market()
    const list = await listOf(kie)
    expect(list.map(({ id }) => id).sort()).toEqual(offered.map(({ id }) => id).sort())
    expect(list.find(({ id }) => id === 'recraft/remove-background')?.price).toBe(
      'From 1 credits ($0.005) per image.',
    )
  })

  test('has a document of every model, which the catalogue agrees with', async () => {
    const { kie } = await market()
    for (const model of offered) {
      const schema = await kie.modelSchema(model.id)
      if (schema.kind !== 'fields') throw new Error(`${model.id}: ${schema.kind}`)
      expect(compareModel(model, schema.fields), model.id).toEqual([])
    }
  })

  test('answers one question a second, from each key', async () => {
    const { kie, set, url } = await market()
    await set({})
    expect((await kie.models()).kind).toBe('models')
    expect(await kie.modelSchema('z-image')).toMatchObject({ kind: 'unavailable', retryAfterMs: 10_000 })
    const other = createKie({ baseUrl: url, uploadUrl: url, apiKey: 'another' })
    expect((await other.models()).kind).toBe('models')
    await new Promise((resolve) => setTimeout(resolve, 1_010))
    expect((await kie.modelSchema('z-image')).kind).toBe('fields')
  })

  test('can lose, gain and change models, until it is reset', async () => {
    const { kie, post } = await market({
      gone: ['z-image'],
      added: [{ model: 'new/one', title: 'New One' }, { model: RETIRED }],
      prices: { 'google/nano-banana': 'Now 9 credits.', 'nano-banana-pro': null },
      schemas: { 'new/one': { paths: { '/chat': {} } }, 'nano-banana-pro': null },
    })
    const list = await listOf(kie)
    const price = (id: string) => list.find((model) => model.id === id)?.price
    expect(list.map(({ id }) => id)).not.toContain('z-image')
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining(['new/one', RETIRED]))
    expect([price('google/nano-banana'), price('nano-banana-pro')]).toEqual(['Now 9 credits.', null])
    expect(await kie.modelSchema('new/one')).toEqual({ kind: 'elsewhere' })
    expect(await kie.modelSchema('nano-banana-pro')).toEqual({ kind: 'none' })
    expect(await kie.modelSchema('z-image')).toEqual({ kind: 'none' })
    await post('/sandbox/reset', {})
    expect((await listOf(kie)).length).toBe(offered.length)
  })

  test('tells a price alone, and nothing without a key', async () => {
    const { url, headers, json } = await market()
    const ask = (path: string, more: RequestInit = { headers }) =>
      json(fetch(`${url}/api/v1/models${path}`, more))
    expect((await ask('/recraft/crisp-upscale/price')).data).toEqual({
      model: 'recraft/crisp-upscale',
      pricingDesc: 'From 0.5 credits ($0.0025) per image.',
    })
    expect((await ask('/no/such/price')).code).toBe(404)
    expect((await ask('', {})).code).toBe(401)
  })

  test('misbehaves on demand', async () => {
    const { kie, script } = await market()
    await script([
      { on: 'models', act: { cut: true } },
      { on: 'models', model: 'z-image', act: { html: true } },
    ])
    expect(await kie.models()).toMatchObject({ kind: 'unavailable' })
    expect(await kie.modelSchema('z-image')).toMatchObject({ kind: 'unavailable' })
  })
})
