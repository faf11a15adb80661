import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { type Client, COFFEE, REMOVE_BACKGROUND, signedIn, UPSCALE } from '@/tests/support/client'
import { expectRefusal } from '@/tests/support/refusals'

// The rules that the notes on the two Recraft models lay down for what a person may send.

let app: App
let ann: Client
let id: string
beforeAll(async () => {
  app = await startApp()
  ann = await signedIn(app.url, 'ann', 'ru')
  id = (await ann.upload(COFFEE)).id
})
afterAll(() => app.close())

const ask = (model: string, input: unknown) =>
  ann.call<{ job: { id: string; input: object } }>('POST', '/api/jobs', { json: { model, input } })

describe.each([REMOVE_BACKGROUND, UPSCALE])('%s', (model) => {
  test.for([{}, { prompt: 'a cup' }, { image: null }, { image_url: null }])(
    'without a picture: %j',
    async (input) => {
      const error = expectRefusal(await ask(model, input), 'ru')
      expect(error.message).toMatch(/^Поле 'image' обязательно/)
      expect(error.fields?.image).toMatch(/^Поле 'image' обязательно/)
    },
  )

  test.for([
    { image: '' },
    { image: '   ' },
    { image_url: '' },
    { image_input: [] },
    { image_input: [''] },
    { image_base64: '' },
  ])('with an empty one: %j', async (input) => {
    expect(expectRefusal(await ask(model, input), 'ru').message).toMatch(/^Поле 'image' не может быть пустым/)
  })

  test('the other names of the field become image, and no more is kept', async () => {
    const base64 = readFileSync(COFFEE).toString('base64')
    const inputs = [
      { image_url: id },
      { image_input: [id] },
      { image_base64: base64 },
      { image_base64: `data:image/png;base64,${base64}` },
      {
        image: id,
        image_url: 'https://nowhere.invalid/x.png',
        image_base64: 'x',
        output_format: '../../etc/x',
      },
    ]
    for (const input of inputs) {
      const answer = await ask(model, input)
      expect(answer.status, `${JSON.stringify(input).slice(0, 80)} ${answer.text.slice(0, 200)}`).toBe(201)
      expect(Object.keys(answer.body.job.input)).toEqual(['image'])
      const done = await ann.follow(answer.body.job.id)
      expect(done.status).toBe('done')
      expect(done.inputs[0]?.bytes).toBe(466_706)
    }
  })

  test.for([17, {}, [['x']], 'http://127.0.0.1/x.png', 'file:///etc/passwd', 'short', ['a', 'b']])(
    'a value that is no picture: %j',
    async (image) => {
      expect(expectRefusal(await ask(model, { image }), 'ru').fields?.image).toBeDefined()
    },
  )
})
