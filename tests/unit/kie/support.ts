import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { createKie, type Timeouts } from '@/lib/kie/client'

export const KEY = 'kie-5d41402abc4b2a76b9719d911017c592'

type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string; socket: Socket }
type Handler = (response: ServerResponse, seen: Seen) => void

/** A KIE on loopback that lives as long as the test, and the real client in front of it. */
export async function kieThat(handler: Handler, limits: Partial<Timeouts> = {}) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const body = await read(request)
    if (body === null) return
    const { method = '', url = '', headers, socket } = request
    const one = { method, url, headers, body, socket }
    seen.push(one)
    handler(response, one)
  })
  const url = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { kie: createKie({ baseUrl: url, uploadUrl: url, apiKey: KEY }, limits), seen, url }
}

/** Null when the client breaks off. */
async function read(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk)
  } catch {
    return null
  }
  return Buffer.concat(chunks).toString('latin1')
}

/** A KIE that always answers with this JSON, or with this very text. */
export function kieAnswering(body: unknown, status = 200, headers: Record<string, string> = {}) {
  return kieThat((response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
}

/** A KIE whose recordInfo says this about the task `t1`. */
export async function recordOf(data: object, envelope: object = { code: 200, msg: 'success' }) {
  const { kie } = await kieAnswering({ ...envelope, data: { taskId: 't1', model: 'm', ...data } })
  return kie.recordInfo('t1')
}

export const HTML =
  '<!doctype html><html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>'
