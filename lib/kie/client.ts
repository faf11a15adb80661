import 'server-only'
import { floorThousandths } from '@/lib/credits/amount'
import { redactText } from '@/lib/log'
import { readModels, readSchema } from './catalogue'
import { judge, orUnavailable, unavailable } from './outcome'
import { type Answer, type Call, exchange } from './request'
import { balance, httpUrl } from './schema'
import { readCreated, readRecord } from './tasks'
import type { CreditOutcome, Endpoint, Kie, LinkOutcome } from './types'
import { multipart, readUploaded, targetFields } from './uploads'

const MAX_MESSAGE = 500

/** Milliseconds for a whole exchange. */
const timeouts = { create: 30_000, ask: 15_000, upload: 300_000 }
export type Timeouts = typeof timeouts

/**
 * KIE behind this key. Keeps no state but open connections. What a reader should know: an outcome that is `refused`
 * is certain; createTask is never repeated in here; no message holds the key.
 */
export function createKie({ baseUrl, uploadUrl, apiKey }: Endpoint, limits: Partial<Timeouts> = {}): Kie {
  // Checked here, because a header that cannot be written would look like a network error later.
  if (!/^[\x21-\x7e]*$/.test(apiKey)) throw new Error('KIE_API_KEY holds characters that no header can carry')
  const { create, ask, upload } = { ...timeouts, ...limits }

  const send = (call: Omit<Call, 'apiKey'>) => exchange({ ...call, apiKey })
  const get = (path: string, signal?: AbortSignal) =>
    send({ method: 'GET', url: baseUrl + path, timeoutMs: ask, signal })
  const post = (url: string, value: unknown, call: Pick<Call, 'timeoutMs' | 'signal' | 'alone'>) =>
    send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
      ...call,
    })

  const clean = (text: string) =>
    redactText(apiKey ? text.replaceAll(apiKey, '[removed]') : text).slice(0, MAX_MESSAGE)
  /** Everything with words of KIE's leaves through here. */
  const told = <T extends object>(outcome: T): T => {
    const texts = Object.entries(outcome).filter(([name]) => name === 'message' || name === 'code')
    const cleaned = texts.flatMap(([name, text]) => (typeof text === 'string' ? [[name, clean(text)]] : []))
    return { ...outcome, ...Object.fromEntries(cleaned) }
  }

  return {
    async createTask(task, signal) {
      const call = { timeoutMs: create, signal, alone: true }
      return told(readCreated(await post(`${baseUrl}/api/v1/jobs/createTask`, task, call)))
    },
    async recordInfo(taskId, signal) {
      const answer = await get(`/api/v1/jobs/recordInfo?taskId=${encodeURIComponent(taskId)}`, signal)
      return told(readRecord(answer, taskId))
    },
    async credit(signal) {
      return told(readCredit(await get('/api/v1/chat/credit', signal)))
    },
    async models(signal) {
      return told(readModels(await get('/api/v1/models', signal)))
    },
    async modelSchema(id, signal) {
      // The slash inside an id stays as it is.
      const path = id.split('/').map(encodeURIComponent).join('/')
      return told(readSchema(await get(`/api/v1/models/${path}/schema`, signal)))
    },
    async downloadUrl(url, signal) {
      const call = { timeoutMs: ask, signal }
      return told(readLink(await post(`${baseUrl}/api/v1/common/download-url`, { url }, call)))
    },
    async uploadStream(file, signal) {
      const { release, ...form } = multipart(file)
      const url = `${uploadUrl}/api/file-stream-upload`
      try {
        return told(readUploaded(await send({ method: 'POST', url, timeoutMs: upload, signal, ...form })))
      } finally {
        release()
      }
    },
    async uploadBase64(file, signal) {
      const body = { base64Data: file.base64, ...targetFields(file) }
      const call = { timeoutMs: upload, signal }
      return told(readUploaded(await post(`${uploadUrl}/api/file-base64-upload`, body, call)))
    },
    async uploadFromUrl(file, signal) {
      const body = { fileUrl: file.url, ...targetFields(file) }
      const call = { timeoutMs: upload, signal }
      return told(readUploaded(await post(`${uploadUrl}/api/file-url-upload`, body, call)))
    },
  }
}

/** `data` is a bare number of credits, often with a fraction; rounded down, so that it is never too much. */
function readCredit(answer: Answer): CreditOutcome {
  const verdict = judge(answer)
  if (verdict.kind !== 'ok') return orUnavailable(verdict)
  const credits = balance.safeParse(verdict.data)
  return credits.success
    ? { kind: 'balance', thousandths: floorThousandths(credits.data) }
    : unavailable('answer without a balance')
}

/** `data` is a bare URL. */
function readLink(answer: Answer): LinkOutcome {
  const verdict = judge(answer)
  if (verdict.kind !== 'ok') return orUnavailable(verdict)
  const url = httpUrl.safeParse(verdict.data)
  return url.success ? { kind: 'link', url: url.data } : unavailable('answer without a link')
}
