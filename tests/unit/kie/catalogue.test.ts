import { describe, expect, test } from 'vitest'
import type { WireField } from '@/lib/kie/openapi'
import { HTML, KEY, kieAnswering, kieThat } from './support'

const MODEL = {
  model: 'a/b-1',
  slug: 'a/b-1',
  title: ' A  B ',
  provider: 'A',
  taskType: ['Text to Image'],
  description: null,
  pricingDesc: '5 credits.\n High-tier  top-ups cost less.',
}
const answer = (data: unknown, code = 200) => ({ code, msg: 'success', data })
const list = (...models: object[]) => answer({ total: models.length, models })

/** A document whose `input` is this, with whatever else it refers to. */
const document = (input: object, schemas: object = {}) => ({
  openapi: '3.1.0',
  paths: {
    '/api/v1/jobs/createTask': {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { model: { type: 'string' }, input },
                required: ['model'],
              },
            },
          },
        },
      },
    },
  },
  components: { schemas },
})
async function fieldsOf(openapi: unknown): Promise<WireField[]> {
  const { kie } = await kieAnswering(answer({ model: 'a/b', openapi }))
  const schema = await kie.modelSchema('a/b')
  if (schema.kind !== 'fields') throw new Error(schema.kind)
  return schema.fields
}

describe("KIE's list", () => {
  test('is read with its prose tidied', async () => {
    const { kie, seen } = await kieAnswering(list(MODEL, { ...MODEL, model: 'c', pricingDesc: null }))
    expect(await kie.models()).toEqual({
      kind: 'models',
      models: [
        {
          id: 'a/b-1',
          title: 'A B',
          provider: 'A',
          tasks: ['Text to Image'],
          price: '5 credits. High-tier top-ups cost less.',
        },
        expect.objectContaining({ id: 'c', price: null }),
      ],
    })
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/api/v1/models' })
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
  })

  test('says nothing about a price that it leaves out, and does without ornaments', async () => {
    const { kie } = await kieAnswering(list({ model: 'c', taskType: 'odd', title: 4 }))
    expect(await kie.models()).toEqual({
      kind: 'models',
      models: [{ id: 'c', title: '', provider: '', tasks: [], price: undefined }],
    })
  })

  test.each([
    ['fewer models than it counts', answer({ total: 2, models: [MODEL] })],
    ['a model without a name', list({ ...MODEL, model: undefined })],
    ['no list', answer({ total: 0 })],
    ['null', answer(null)],
    ['a page of a proxy', HTML],
    ['trouble', { code: 500, msg: 'Internal error', data: null }],
    ['too many questions', { code: 429, msg: 'Your call frequency is too high.', data: null }],
  ])('with %s teaches nothing', async (_, body) => {
    const { kie } = await kieAnswering(body)
    expect(await kie.models()).toMatchObject({ kind: 'unavailable' })
  })

  test('is refused without a valid key, and the key is not told', async () => {
    const { kie } = await kieAnswering({ code: 401, msg: `no access with ${KEY}`, data: null })
    expect(await kie.models()).toMatchObject({
      kind: 'refused',
      reason: 'unauthorized',
      message: 'no access with [removed]',
    })
  })

  test('that never comes is given up when the process stops', async () => {
    const stop = new AbortController()
    const { kie } = await kieThat(() => stop.abort())
    expect(await kie.models(stop.signal)).toMatchObject({ kind: 'unavailable' })
  })
})

describe("a model's document", () => {
  test('is asked for with the slash as it is', async () => {
    const { kie, seen } = await kieAnswering(answer({ model: 'a b/c?d', openapi: null }))
    expect(await kie.modelSchema('a b/c?d')).toEqual({ kind: 'none' })
    expect(seen[0]?.url).toBe('/api/v1/models/a%20b/c%3Fd/schema')
  })

  test('tells names, types, values and limits', async () => {
    const fields = await fieldsOf(
      document({
        type: 'object',
        required: ['prompt', 'n'],
        properties: {
          prompt: { type: 'string', minLength: 1, maxLength: 800, description: 'x' },
          n: { type: 'integer', minimum: 1, maximum: 4 },
          size: { type: ['string', 'null'], enum: ['1K', '2K', null] },
          images: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 8 },
          'odd ': { type: 'boolean' },
          unclear: { oneOf: [{ type: 'string' }, { type: 'number' }] },
        },
      }),
    )
    expect(fields).toEqual([
      { name: 'prompt', required: true, type: 'string', minLength: 1, maxLength: 800 },
      { name: 'n', required: true, type: 'number', min: 1, max: 4 },
      { name: 'size', required: false, type: 'string', values: ['1K', '2K'] },
      { name: 'images', required: false, type: 'array', minItems: 1, maxItems: 8 },
      { name: 'odd', required: false, type: 'boolean' },
      { name: 'unclear', required: false },
    ])
  })

  test('is followed through references with encoded names, and not in circles', async () => {
    const fields = await fieldsOf(
      document(
        { $ref: '#/components/schemas/model%20input ' },
        {
          'model input ': {
            type: 'object',
            required: ['a'],
            properties: {
              a: { $ref: '#/components/schemas/a~1b' },
              loop: { $ref: '#/components/schemas/loop' },
            },
          },
          'a/b': { type: 'number' },
          loop: { $ref: '#/components/schemas/loop' },
        },
      ),
    )
    expect(fields).toEqual([
      { name: 'a', required: true, type: 'number' },
      { name: 'loop', required: false },
    ])
  })

  test('of several shapes asks for what every shape asks for', async () => {
    const branch = (name: string) => ({
      properties: { prompt: { type: 'string' }, [name]: { type: 'string' } },
      required: ['prompt', name],
    })
    const fields = await fieldsOf(document({ allOf: [{ oneOf: [branch('task_id'), branch('image_url')] }] }))
    expect(fields.map(({ name, required }) => [name, required])).toEqual([
      ['prompt', true],
      ['task_id', false],
      ['image_url', false],
    ])
  })

  test.each([
    ['another address serves the model', { paths: { '/chat/v1/messages': { post: {} } } }, 'elsewhere'],
    ['there is none', null, 'none'],
    ['it has no input', document({ type: 'object' }), 'none'],
    ['it is no document', 'text', 'elsewhere'],
  ])('when %s', async (_, openapi, kind) => {
    const { kie } = await kieAnswering(answer({ model: 'a/b', openapi }))
    expect(await kie.modelSchema('a/b')).toEqual({ kind })
  })

  test('of a model that KIE does not know is none; a page of a proxy says nothing', async () => {
    const unknown = await kieAnswering({ code: 404, msg: 'The model name is not supported.', data: null })
    expect(await unknown.kie.modelSchema('a/b')).toEqual({ kind: 'none' })
    const proxy = await kieAnswering(HTML, 404)
    expect((await proxy.kie.modelSchema('a/b')).kind).not.toBe('none')
    const without = await kieAnswering(answer({ model: 'a/b' }))
    expect(await without.kie.modelSchema('a/b')).toMatchObject({ kind: 'unavailable' })
  })
})
