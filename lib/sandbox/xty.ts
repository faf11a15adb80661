import 'server-only'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { z } from 'zod'
import { readBase64 } from './base64'
import { readJson } from './body'
import { download } from './download'
import type { House } from './house'
import { ownPath } from './own-path'
import { pause } from './pause'
import { deliver, type Exchange } from './reply'
import type { XtyAct } from './script'

// The second provider of background removal, which speaks as OpenAI does: one call, which answers when it is done.

const MAX_PICTURE_BYTES = 10 * 1_048_576
/** A picture of that size in base64, and the words around it. */
const MAX_BODY_BYTES = 15 * 1_048_576
const LINK_LIFE_MS = 3_600_000
const MODEL = 'remove-bg'
const NEEDS_PICTURE = 'remove-bg模型需要图片,请在请求中包含图片'

const part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().optional() }),
  z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string().min(1) }) }),
])
const body = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.literal('user'), content: z.array(part) })).min(1),
})

type Refusal = { status: number; message: string; type?: string; code?: string | null }

const errorOf = ({ message, type = 'invalid_request_error', code = null }: Omit<Refusal, 'status'>) => ({
  error: { message, type, param: null, code },
})

/** POST /v1/chat/completions */
export async function removeBackground(house: House, exchange: Exchange): Promise<void> {
  const { signal, script } = house
  const asked = await readJson(exchange.request, MAX_BODY_BYTES)
  const act = script.next('xty', MODEL) as XtyAct | undefined
  const { lost, accept, skipWork, error, linkMs, content, noChoice, ...answer } = act ?? {}
  const say = (value: unknown, status?: number) =>
    deliver(exchange, value, { ...answer, status: answer.status ?? status }, signal, (_, message) =>
      answer.status || answer.code ? errorOf(error ?? { message, type: 'api_error' }) : value,
    )
  const taken = accept ?? !(error || answer.hang || answer.reset || answer.status || answer.code)
  if (!taken) return void (await say(error && errorOf(error)))

  if (!exchange.key)
    return void (await say(errorOf({ message: 'Invalid token', code: 'invalid_api_key' }), 401))
  house.books.xtyCalled()
  const made = await make(house, asked, linkMs ?? LINK_LIFE_MS, skipWork === true)
  if ('status' in made) return void (await say(errorOf(made), made.status))
  house.books.xtyBilled()
  if (lost) return void exchange.response.destroy()
  const created = Math.floor(Date.now() / 1000)
  const message = { role: 'assistant', content: content ?? made.url }
  await say({
    id: `xty-${Date.now()}`,
    object: 'chat.completion',
    created,
    model: MODEL,
    choices: noChoice ? [] : [{ index: 0, finish_reason: 'stop', message }],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  })
}

/** The address of the picture without its background, or why there is none. */
async function make(
  house: House,
  asked: unknown,
  lifeMs: number,
  copy: boolean,
): Promise<{ url: string } | Refusal> {
  const { files, workshop, settings, signal } = house
  const parsed = body.safeParse(asked)
  if (!parsed.success) return { status: 400, message: 'The request body is invalid.' }
  const { model, messages } = parsed.data
  if (model !== MODEL)
    return { status: 404, message: `The model ${model} does not exist`, code: 'model_not_found' }
  const pictures = messages.flatMap(({ content }) =>
    content.flatMap((one) => ('image_url' in one ? one.image_url.url : [])),
  )
  const picture = pictures[0]
  if (picture === undefined) return { status: 400, message: NEEDS_PICTURE }

  const begun = Date.now()
  const source = await open(house, picture)
  if ('status' in source) return source
  try {
    const bytes = copy ? await readFile(source.place) : await cutOut(workshop, source.place)
    await pause(settings.minMs - (Date.now() - begun), signal)
    const path = `xty/${randomBytes(16).toString('hex')}.png`
    const until = Date.now() + lifeMs
    await files.put({ path, mime: 'image/png', uploaded: false, until }, bytes)
    return { url: `${house.base()}/files/${path}` }
  } finally {
    await source.drop()
  }
}

async function cutOut(workshop: House['workshop'], picture: string): Promise<Uint8Array> {
  const [made] = await workshop.run({ make: 'cut-out', picture })
  if (!made) throw new Error('nothing was made')
  return made.bytes
}

const unreadable: Refusal = { status: 400, message: 'The image cannot be downloaded or read.' }

/** A picture of ours, from this machine or in base64, as a file on the disk. */
async function open({ books, files, signal }: House, picture: string) {
  const own = URL.canParse(picture) ? ownPath(new URL(picture)) : null
  const kept = own === null ? undefined : books.files.get(own)
  const received = kept ? null : await receive(files, picture, signal)
  if (!kept && !received) return unreadable
  const place = kept ? files.place(kept.path) : (received?.draft ?? '')
  const drop = async () => {
    if (received) await files.drop(received)
  }
  const bytes = kept?.bytes ?? received?.bytes ?? 0
  const readable = await sharp(place)
    .metadata()
    .then(
      ({ format }) => ['jpeg', 'png', 'webp'].includes(format),
      () => false,
    )
  if (readable && bytes <= MAX_PICTURE_BYTES) return { place, drop }
  await drop()
  return readable ? { status: 400, message: 'The image exceeds the limit of 10MB.' } : unreadable
}

function receive(files: House['files'], picture: string, signal: AbortSignal) {
  if (/^https?:\/\//i.test(picture)) {
    return URL.canParse(picture) ? download(picture, MAX_BODY_BYTES, files, signal) : null
  }
  const decoded = readBase64(picture)
  return decoded && files.receive(Readable.from([decoded.bytes]), MAX_BODY_BYTES)
}
