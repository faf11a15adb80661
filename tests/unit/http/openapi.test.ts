import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openApi } from '@/lib/http/openapi'
import { body, queryOf } from '@/lib/http/openapi/parts'
import { routeAccess } from '@/tests/support/access'

/** Routes that the document leaves out, and why. */
const undescribed: Record<string, string> = {
  '/api/auth/[...nextauth]': 'of Auth.js, which describes it',
  '/api/kie/callback/[job]/[n]/[mac]': 'for KIE alone, at an address that it was given',
  '/metrics': 'the text format of Prometheus, for the owner alone',
}
/** Routes that read by themselves what they are asked, and why. */
const readByHand: Record<string, string> = {
  'GET /api/gallery/zip': 'a filter or a list of ids',
  'POST /api/jobs/[id]/retry': 'there may be no body',
  'PUT /api/files/[id]/derived': 'a picture or numbers',
}

type Parameter = { name: string; in: string }
type Operation = { parameters?: Parameter[]; requestBody?: { content: Record<string, unknown> } }
type Path = { parameters?: Parameter[] } & Record<string, Operation>

const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null))
const paths: Record<string, Path> = plain(openApi().paths)
const templated = (path: string) => path.replaceAll(/\[(?:\.\.\.)?([^\]]+)\]/g, '{$1}')
const operations = Object.entries(routeAccess).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({
    name: `${method} ${path}`,
    path,
    method,
    said: paths[templated(path)]?.[method.toLowerCase()],
  })),
)
const toDescribe = operations.filter(({ path }) => !undescribed[path])

/** The schema that a route's method checks its `body` or `query` with. */
async function schemaOf(path: string, method: string, what: 'body' | 'query'): Promise<z.ZodType | null> {
  const source = readFileSync(`app${path}/route.ts`, 'utf8')
  const part = source.split(/(?=export const )/).find((text) => text.startsWith(`export const ${method} `))
  const [, name] = new RegExp(`^ {2}${what}: (.+),$`, 'm').exec(part ?? '') ?? []
  if (!name) return null
  const [, from] = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '([^']+)'`).exec(source) ?? []
  if (!from) throw new Error(`${method} ${path} does not import the schema of its ${what}: ${name}`)
  const schema: unknown = (await import(from))[name]
  return z.instanceof(z.ZodType).parse(schema)
}

describe('OpenAPI', () => {
  test('describes every route, or the list says why not', () => {
    expect(toDescribe.filter(({ said }) => !said).map(({ name }) => name)).toEqual([])
    const stale = Object.keys(undescribed).filter((path) => !routeAccess[path] || paths[templated(path)])
    expect(stale).toEqual([])
  })

  test('describes no route that is not there', () => {
    const callable = operations.map(({ path, method }) => `${method.toLowerCase()} ${templated(path)}`)
    const said = Object.entries(paths).flatMap(([path, { parameters, ...methods }]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(said.filter((one) => !callable.includes(one))).toEqual([])
  })

  test('names each variable part of a path', () => {
    for (const [path, { parameters = [] }] of Object.entries(paths)) {
      const parts = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
      expect(
        parameters.filter((one) => one.in === 'path').map((one) => one.name),
        path,
      ).toEqual(parts)
    }
  })

  test.for(toDescribe.filter(({ name }) => !readByHand[name]))(
    'has of $name the body and the query that it checks',
    async ({ path, method, said }) => {
      const asked = await schemaOf(path, method, 'body')
      const json = said?.requestBody?.content['application/json']
      expect(json ?? null).toEqual(plain(asked && body(asked).content['application/json']))
      const query = await schemaOf(path, method, 'query')
      expect(said?.parameters?.filter((one) => one.in === 'query') ?? []).toEqual(
        query ? plain(queryOf(query)) : [],
      )
    },
  )

  test('excuses no route that reads nothing by itself', async () => {
    for (const { name, path, method } of operations.filter((one) => readByHand[one.name])) {
      const checked = [await schemaOf(path, method, 'body'), await schemaOf(path, method, 'query')]
      expect(checked, name).toEqual([null, null])
    }
  })
})

describe('a query', () => {
  test('of a schema says what may be left out, what is usual and what is offered', () => {
    const days = z.coerce
      .number()
      .refine(Number.isInteger)
      .meta({ enum: [7, 30] })
    const schema = z.strictObject({ days: days.default(30), month: z.string() }).transform(({ days }) => days)
    expect(queryOf(schema)).toEqual([
      { name: 'days', in: 'query', required: false, schema: { type: 'number', enum: [7, 30], default: 30 } },
      { name: 'month', in: 'query', required: true, schema: { type: 'string' } },
    ])
  })

  test('of a union says all that one or the other takes', () => {
    const schema = z.union([
      z.strictObject({ all: z.string(), one: z.string() }),
      z.strictObject({ all: z.string(), two: z.string() }),
    ])
    expect(queryOf(schema).map(({ name, required }) => [name, required])).toEqual([
      ['all', true],
      ['one', false],
      ['two', false],
    ])
  })
})
