import 'server-only'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { log } from '@/lib/log'
import { openBooks } from './books'
import { newCallbacks } from './callbacks'
import { control } from './control'
import { createTask } from './create-task'
import { asksDiscovery, discovery, newMarket } from './discovery'
import { openFiles } from './file-store'
import type { House, Settings } from './house'
import { ownPath } from './own-path'
import { credit, downloadUrl, newLinks, recordInfo } from './questions'
import { type Exchange, no, sendJson } from './reply'
import { newRunner } from './runner'
import { newScript } from './script'
import { serveFile } from './serve-file'
import { upload } from './uploads'
import { openWorkshop } from './work'
import { removeBackground } from './xty'

/** Longer than any client keeps an idle connection, so that none is closed just as it is used again. */
const KEEP_ALIVE_MS = 75_000

export type SandboxOptions = {
  /** Its own directory: journal and files. */
  dir: string
  /** Without one: the port of last time if it is free, else any. */
  port?: number
  host?: '127.0.0.1'
  /** Shortest time of a task, ms; 400 unless said otherwise. */
  minMs?: number
  /** Signs callbacks as KIE does. */
  hmacKey?: string | undefined
}

export type Sandbox = { url: string; close: () => Promise<void> }

/** Starts a KIE of our own on loopback. It goes on with the tasks and callbacks that its books still owe. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1'
  const closing = new AbortController()
  const { signal } = closing
  const books = openBooks(options.dir)
  const settings: Settings = {
    minMs: options.minMs ?? 400,
    perTenSeconds: 20,
    hmacKey: options.hmacKey ?? null,
  }
  let base = ''
  const files = openFiles(options.dir, books)
  const workshop = openWorkshop()
  const callbacks = newCallbacks(books, settings, () => base, signal)
  const runner = newRunner(books, files, workshop, callbacks, settings, signal)
  const house: House = {
    books,
    files,
    script: newScript(),
    settings,
    runner,
    workshop,
    callbacks,
    market: newMarket(),
    base: () => base,
    signal,
  }

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, newRouter(house))
  const port = await listen(server, host, options.port, books.port())
  base = `http://${host}:${port}`
  books.servedOn(port)
  runner.resume()
  callbacks.resume()

  let closed: Promise<void> | null = null
  const close = async () => {
    closing.abort()
    const ended = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await ended
    await workshop.close()
    await runner.close()
    await files.close()
    books.close()
  }
  return {
    url: base,
    close: () => {
      closed ??= close()
      return closed
    },
  }
}

async function listen(
  server: Server,
  host: string,
  wanted: number | undefined,
  last: number,
): Promise<number> {
  const attempt = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        server.off('error', reject)
        resolve((server.address() as AddressInfo).port)
      })
    })
  if (wanted !== undefined || last === 0) return attempt(wanted ?? 0)
  return attempt(last).catch(() => attempt(0))
}

function newRouter(house: House) {
  const links = newLinks()
  const routes: Record<string, (exchange: Exchange) => Promise<void>> = {
    'POST /api/v1/jobs/createTask': (exchange) => createTask(house, exchange),
    'GET /api/v1/jobs/recordInfo': (exchange) => recordInfo(house, exchange),
    'GET /api/v1/chat/credit': (exchange) => credit(house, exchange),
    'POST /api/v1/common/download-url': (exchange) => downloadUrl(house, links, exchange),
    'POST /api/file-stream-upload': (exchange) => upload(house, exchange, 'stream'),
    'POST /api/file-base64-upload': (exchange) => upload(house, exchange, 'base64'),
    'POST /api/file-url-upload': (exchange) => upload(house, exchange, 'url'),
  }

  const ask = (exchange: Exchange) => discovery(house, exchange)

  async function route(exchange: Exchange): Promise<void> {
    const { request, response, url } = exchange
    if (url.pathname.startsWith('/sandbox/')) return control(house, exchange)
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (reads && url.pathname.startsWith('/files/')) return serveFile(house, exchange, ownPath(url))
    if (reads && url.pathname.startsWith('/links/')) {
      return serveFile(house, exchange, links.follow(url.pathname.slice('/links/'.length)))
    }
    const asked = `${request.method} ${url.pathname}`
    if (asked === 'POST /v1/chat/completions') return removeBackground(house, exchange)
    const found = asksDiscovery(exchange) ? ask : routes[asked]
    if (!found) return sendJson(response, no(404, 'Not Found'), 404)
    if (!exchange.key) return sendJson(response, no(401, 'You do not have access permissions'))
    return found(exchange)
  }

  return (request: IncomingMessage, response: ServerResponse) => {
    const host = request.headers.host ?? 'none'
    const path = request.url ?? '/'
    if (!URL.canParse(path, `http://${host}`)) return sendJson(response, no(400, 'Bad Request'), 400)
    const url = new URL(path, `http://${host}`)
    const key = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
    route({ request, response, url, key }).catch((error: unknown) => {
      if (house.signal.aborted) return
      log().error({ err: error, path: url.pathname }, 'sandbox request failed')
      if (response.headersSent) response.destroy()
      else sendJson(response, no(500, 'Internal error, please try again later.'), 500)
    })
  }
}
