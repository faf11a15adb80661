import 'server-only'
import { z } from 'zod'
import { readJson } from './body'
import { changeMarket, newMarket } from './discovery'
import type { House } from './house'
import { isLoopback } from './own-path'
import { type Exchange, sendJson } from './reply'
import { scriptSchema } from './script'

const MAX_BODY_BYTES = 1_048_576

/** The sandbox's own addresses, which KIE does not have: scripts of misbehaviour, and its books. */
export async function control(house: House, { request, response, url }: Exchange): Promise<void> {
  // Not for web pages: they send an Origin, or come under another name.
  if (request.headers.origin || !isLoopback(url.hostname))
    return sendJson(response, { error: 'loopback only' }, 403)
  const asked = `${request.method} ${url.pathname}`
  if (asked === 'GET /sandbox/books') return sendJson(response, showBooks(house))
  if (asked === 'POST /sandbox/reset') {
    house.script.clear()
    Object.assign(house.market, newMarket())
    return sendJson(response, { reset: true })
  }
  if (asked === 'POST /sandbox/market') return changeMarket(house, { request, response })
  if (asked !== 'POST /sandbox/script') return sendJson(response, { error: 'no such address' }, 404)
  const parsed = scriptSchema.safeParse(await readJson(request, MAX_BODY_BYTES))
  if (!parsed.success) return sendJson(response, { error: z.prettifyError(parsed.error) }, 400)
  const { rules, minMs, perTenSeconds, hmacKey } = parsed.data
  house.script.add(rules ?? [])
  if (minMs !== undefined) house.settings.minMs = minMs
  if (perTenSeconds !== undefined) house.settings.perTenSeconds = perTenSeconds
  if (hmacKey !== undefined) house.settings.hmacKey = hmacKey
  sendJson(response, { added: rules?.length ?? 0 })
}

const showBooks = ({ books }: House) => ({
  tasks: [...books.tasks.values()].map((task) => ({
    id: task.id,
    model: task.model,
    input: task.input,
    state: task.ending?.state ?? task.stage,
    callBackUrl: task.callBackUrl,
    cost: task.cost,
    created: task.created,
    ending: task.ending,
    callbacks: task.callbacks,
  })),
  counters: books.counters,
  xty: books.xty,
  credits: books.credits(),
  uploads: [...books.files.values()]
    .filter((file) => file.uploaded)
    .map(({ path, mime, bytes, at }) => ({ path, mime, bytes, at })),
})
