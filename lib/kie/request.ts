import 'server-only'
import type { Readable } from 'node:stream'
import { Agent, buildConnector, request } from 'undici'

// The only place that speaks HTTP with KIE. No redirects, no retries, no cache (Next patches the global fetch).

/** Bytes of an answer; KIE's largest known is a few kB. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024
const CONNECT_TIMEOUT_MS = 5_000
const MIN_WAIT_MS = 1_000
const MAX_WAIT_MS = 15 * 60_000

export type Call = {
  method: 'GET' | 'POST'
  url: string
  apiKey: string
  headers?: Record<string, string>
  body?: string | Readable
  /** For the whole exchange. */
  timeoutMs: number
  /** Who is asked, for messages; KIE unless said otherwise. */
  whom?: string
  /** Opens a connection of its own, for a request that must not meet an idle one which KIE is just closing. */
  alone?: boolean
  signal?: AbortSignal
}

export type Answer =
  /** `body` is the parsed JSON, undefined when it was none. */
  | { kind: 'answered'; status: number; body: unknown; retryAfterMs: number | null }
  /** Not one byte of the request left this machine. */
  | { kind: 'unreachable'; message: string }
  /** The request may have arrived. */
  | { kind: 'broken'; message: string }

/** Wraps whatever kept a connection from opening (name, port, TLS, time): then nothing was sent. */
class NeverOpened extends Error {}
class TooLarge extends Error {}

const open = buildConnector({ timeout: CONNECT_TIMEOUT_MS })
const connect: buildConnector.connector = (options, done) =>
  open(options, (...result) => {
    if (result[0]) done(new NeverOpened('never opened', { cause: result[0] }), null)
    else done(...result)
  })

const reused = new Agent({ connect, connections: 64 })
const single = new Agent({ connect, pipelining: 0 })

/** One exchange. Throws only for a call that could never be made (a mistake of ours). */
export async function exchange(call: Call): Promise<Answer> {
  if (call.signal?.aborted) return { kind: 'unreachable', message: 'stopped before it was sent' }
  const deadline = AbortSignal.timeout(call.timeoutMs)
  try {
    const { statusCode, headers, body } = await request(call.url, {
      method: call.method,
      dispatcher: call.alone ? single : reused,
      signal: call.signal ? AbortSignal.any([call.signal, deadline]) : deadline,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...(call.apiKey && { authorization: `Bearer ${call.apiKey}` }),
        ...call.headers,
      },
      body: call.body,
    })
    return {
      kind: 'answered',
      status: statusCode,
      body: parseJson(await readAll(body)),
      retryAfterMs: parseRetryAfter(headers['retry-after'], Date.now()),
    }
  } catch (error) {
    if (error instanceof NeverOpened) {
      return {
        kind: 'unreachable',
        message: `no connection to ${call.whom ?? 'KIE'} (${codeOf(error.cause)})`,
      }
    }
    if (deadline.aborted) return { kind: 'broken', message: `no whole answer within ${call.timeoutMs} ms` }
    if (call.signal?.aborted) return { kind: 'broken', message: 'stopped while waiting for the answer' }
    if (error instanceof TooLarge) return { kind: 'broken', message: `answer over ${MAX_ANSWER_BYTES} bytes` }
    return { kind: 'broken', message: `the exchange broke (${codeOf(error)})` }
  }
}

async function readAll(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw new TooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Undefined for what is not JSON: HTML of a proxy, a text cut off in the middle. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Seconds or an HTTP date, as milliseconds from now, kept within 1 s and 15 min. */
export function parseRetryAfter(header: string | string[] | undefined, nowMs: number): number | null {
  const value = (Array.isArray(header) ? header[0] : header)?.trim()
  if (!value) return null
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, MIN_WAIT_MS), MAX_WAIT_MS)
}

/** A short code rather than the message, which names addresses. */
function codeOf(error: unknown): string {
  const { code, name } = error as NodeJS.ErrnoException
  return code ?? name ?? 'unknown'
}
