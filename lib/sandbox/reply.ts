import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pause } from './pause'
import type { AnswerAct } from './script'

/** One request and the answer to it. */
export type Exchange = { request: IncomingMessage; response: ServerResponse; url: URL; key: string }

export const ok = (data: unknown) => ({ code: 200, msg: 'success', data })
/** KIE reports errors in the body, under HTTP status 200. */
export const no = (code: number, msg: string) => ({ code, msg, data: null })

const words: Record<number, string> = {
  401: 'You do not have access permissions',
  402: 'Credits insufficient',
  429: 'Your call frequency is too high. Please try again later.',
  433: 'The usage limit of this key has been exceeded.',
  455: 'The service is under maintenance. Please try again later.',
  500: 'Internal error, please try again later.',
  501: 'Generation failed',
  505: 'This feature is disabled.',
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
) {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
    ...headers,
  })
  response.end(bytes)
}

/** Answers, as well or as badly as the script wants it. */
export async function deliver(
  { response }: Exchange,
  body: unknown,
  act: AnswerAct | undefined,
  signal: AbortSignal,
  refusal: (code: number, msg: string) => unknown = no,
) {
  if (!act) return sendJson(response, body)
  if (!(await pause(act.delayMs ?? 0, signal)) || act.reset) return response.destroy()
  if (act.hang) return
  const status = act.status ?? 200
  if (act.html) {
    response.writeHead(status, { 'content-type': 'text/html' })
    return response.end('<!doctype html><title>Bad gateway</title><h1>502 Bad gateway</h1>')
  }
  const code = act.code ?? act.status
  const spoken = code === undefined ? body : refusal(code, act.msg ?? words[code] ?? 'Error')
  if (act.cut) {
    const text = JSON.stringify(spoken)
    response.writeHead(status, { 'content-type': 'application/json' })
    return response.end(text.slice(0, Math.floor(text.length * 0.6)))
  }
  sendJson(
    response,
    spoken,
    status,
    act.retryAfter === undefined ? {} : { 'retry-after': String(act.retryAfter) },
  )
}
