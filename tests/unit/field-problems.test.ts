import { expect, it } from 'vitest'
import { z } from 'zod'
import { MOST_CREDITS, MOST_TIMES } from '@/lib/admin/bounds'
import { effectQuerySchema, newRuleSchema } from '@/lib/admin/price-schema'
import { readJson } from '@/lib/http/body'
import { readQuery } from '@/lib/query'
import { Refusal } from '@/lib/refusal'

const told = (answer: unknown) => (answer instanceof Refusal ? answer.options.fields : 'taken')
const sent = async (schema: z.ZodType, body: object) =>
  told(
    await readJson(
      new Request('http://x', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
      schema,
    ),
  )

const schema = z.strictObject({
  count: z.number().int().min(1).max(100).optional(),
  text: z.string().min(2).max(5).optional(),
  list: z.array(z.string()).min(1).max(2).optional(),
  name: z.string().min(1).optional(),
})

it('each field that is out of range is told its range in its own words', async () => {
  expect(await sent(schema, { count: 0 })).toEqual({ count: { key: 'number_min', values: { min: 1 } } })
  expect(await sent(schema, { count: 101 })).toEqual({ count: { key: 'number_max', values: { max: 100 } } })
  expect(await sent(schema, { count: 1.5 })).toEqual({ count: { key: 'not_whole' } })
  expect(await sent(schema, { text: 'x' })).toEqual({ text: { key: 'too_short', values: { min: 2 } } })
  expect(await sent(schema, { text: 'xxxxxx' })).toEqual({ text: { key: 'too_long', values: { max: 5 } } })
  expect(await sent(schema, { list: ['a', 'b', 'c'] })).toEqual({
    list: { key: 'too_many', values: { max: 2 } },
  })
  expect(await sent(schema, { list: [], name: '' })).toEqual({
    list: { key: 'required' },
    name: { key: 'required' },
  })
})

it('what is missing is told apart from what is of the wrong type', async () => {
  const strict = schema.required()
  const given = { count: 1, text: 'xx', list: ['a'], name: 'x' }
  expect(await sent(strict, { ...given, count: '1' })).toEqual({ count: { key: 'wrong_type' } })
  expect(await sent(strict, { ...given, count: undefined })).toEqual({ count: { key: 'required' } })
})

it('a rule of prices is told which of its two forms is out of range', async () => {
  const rule = (said: object) => sent(newRuleSchema, { model: null, rule: said, from: null, reason: 'x' })
  expect(await rule({ times: MOST_TIMES + 1 })).toEqual({
    'rule.times': { key: 'number_max', values: { max: MOST_TIMES } },
  })
  expect(await rule({ times: 0 })).toEqual({ 'rule.times': { key: 'number_min', values: { min: 0.001 } } })
  expect(await rule({ credits: MOST_CREDITS + 1 })).toEqual({
    'rule.credits': { key: 'number_max', values: { max: MOST_CREDITS } },
  })
  expect(await rule({ times: 1.00001 })).toEqual({ 'rule.times': { key: 'decimals' } })
  expect(await rule({ times: 'x' })).toEqual({ rule: { key: 'wrong_form' } })
  const asked = (query: string) => told(readQuery(effectQuerySchema, new URLSearchParams(query)))
  expect(asked('times=-1')).toEqual({ times: { key: 'number_min', values: { min: 0.001 } } })
})
