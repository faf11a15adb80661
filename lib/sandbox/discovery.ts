import 'server-only'
import { z } from 'zod'
import { findModel, models } from '@/lib/catalog/catalog'
import type { Model, Price } from '@/lib/catalog/schema'
import { readJson } from './body'
import type { House } from './house'
import { deliver, type Exchange, no, ok, sendJson } from './reply'
import type { AnswerAct } from './script'
import { wireSchema } from './wire-schema'

const MAX_BODY_BYTES = 1_048_576
/** KIE answers one such question a second. */
const GAP_MS = 1_000
const CREATE_TASK = '/api/v1/jobs/createTask'

const listed = z.strictObject({
  model: z.string().min(1),
  title: z.string().default(''),
  provider: z.string().default(''),
  taskType: z.array(z.string()).default([]),
  description: z.string().nullable().default(null),
  pricingDesc: z.string().nullable().default(null),
})
const marketSchema = z.strictObject({
  /** Models of the catalogue that KIE lists no more. */
  gone: z.array(z.string()).default([]),
  /** Models that it lists besides, also ones that the catalogue calls retired. */
  added: z.array(listed).default([]),
  /** Its words about prices; null: none. */
  prices: z.record(z.string(), z.string().nullable()).default({}),
  /** Documents in place of the catalogue's; null: none yet. */
  schemas: z.record(z.string(), z.unknown()).default({}),
  /** The time between two answers; 0 answers at any pace. */
  gapMs: z.number().int().min(0).default(GAP_MS),
})

/** What KIE's list of models says, which a script may change. */
export type Market = z.output<typeof marketSchema> & { lastAt: Map<string, number> }

export const newMarket = (): Market => ({ ...marketSchema.parse({}), lastAt: new Map() })

/** POST /sandbox/market: from now on the market is this. */
export async function changeMarket(
  { market }: House,
  { request, response }: Pick<Exchange, 'request' | 'response'>,
): Promise<void> {
  const parsed = marketSchema.safeParse(await readJson(request, MAX_BODY_BYTES))
  if (!parsed.success) return sendJson(response, { error: z.prettifyError(parsed.error) }, 400)
  Object.assign(market, parsed.data)
  sendJson(response, { changed: true })
}

export const asksDiscovery = ({ request, url }: Exchange) =>
  request.method === 'GET' && /^\/api\/v1\/models(\/|$)/.test(url.pathname)

/** GET /api/v1/models, /api/v1/models/ID/schema and /api/v1/models/ID/price */
export async function discovery(house: House, exchange: Exchange): Promise<void> {
  const { market } = house
  const path = exchange.url.pathname.slice('/api/v1/models'.length)
  const [, id = '', what] = /^\/(.+)\/(schema|price)$/.exec(path) ?? []
  const act = house.script.next('models', id ? decodeURIComponent(id) : null) as AnswerAct | undefined
  const answer = isTooSoon(market, exchange.key)
    ? tooOften
    : answerTo(market, path, decodeURIComponent(id), what)
  await deliver(exchange, answer, act, house.signal)
}

const tooOften = no(429, 'Your call frequency is too high. Please try again later.')

function isTooSoon({ lastAt, gapMs }: Market, key: string): boolean {
  const now = performance.now()
  const tooSoon = now - (lastAt.get(key) ?? Number.NEGATIVE_INFINITY) < gapMs
  if (!tooSoon) lastAt.set(key, now)
  return tooSoon
}

function answerTo(market: Market, path: string, id: string, what: string | undefined) {
  const all = listOf(market)
  if (path === '' || path === '/') return ok({ total: all.length, models: all })
  const found = all.find(({ model }) => model === id)
  if (!found || !what) {
    return no(
      404,
      'The model name you specified is not supported. Please verify your input and use one of the supported models provided by KIE.',
    )
  }
  if (what === 'price') return ok({ model: id, pricingDesc: found.pricingDesc })
  const model = findModel(id)
  const openapi = id in market.schemas ? market.schemas[id] : model ? documentOf(model) : null
  return ok({ model: id, openapi })
}

function listOf({ gone, added, prices }: Market) {
  const known = models.filter(
    ({ id, provider, retired }) => provider === 'kie' && !retired && !gone.includes(id),
  )
  return [
    ...known.map(({ id, title, vendor, task, price }) => ({
      model: id,
      title,
      provider: vendor,
      taskType: [task],
      description: null,
      pricingDesc: price && priceText(price),
    })),
    ...added,
  ].map((one) => ({
    ...one,
    slug: one.model,
    pricingDesc: one.model in prices ? prices[one.model] : one.pricingDesc,
  }))
}

/** Prose, as KIE's. */
const priceText = ({ credits, per }: Price) =>
  `From ${credits} credits ($${Number((credits * 0.005).toFixed(4))}) per ${per.replace('-', ' ')}.`

/** KIE's document refers to parts of itself, and encodes the spaces in their names. */
function documentOf(model: Model) {
  const { $schema: _, ...input } = wireSchema(model)
  const schema = {
    type: 'object',
    required: ['model', 'input'],
    properties: {
      model: { type: 'string', enum: [model.id] },
      callBackUrl: { type: 'string', format: 'uri' },
      input: { $ref: '#/components/schemas/model%20input' },
    },
  }
  return {
    openapi: '3.1.0',
    info: { title: model.title, version: '1.0.0' },
    paths: { [CREATE_TASK]: { post: { requestBody: { content: { 'application/json': { schema } } } } } },
    components: { schemas: { 'model input': input } },
  }
}
