import 'server-only'
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { KeptFile } from './books'
import type { House } from './house'
import { pause } from './pause'
import { type Exchange, sendJson } from './reply'
import type { DownloadAct } from './script'

/** GET /files/… : uploads and results, to whoever knows the path. */
export async function serveFile(
  house: House,
  { request, response }: Exchange,
  path: string | null,
): Promise<void> {
  const kept = path === null ? undefined : house.books.files.get(path)
  const file = kept?.until !== undefined && kept.until < Date.now() ? undefined : kept
  const act = house.script.next('download', modelOf(house, path)) as DownloadAct | undefined
  if (!(await pause(act?.delayMs ?? 0, house.signal)) || act?.reset) return void response.destroy()
  if (act?.hang) return
  if (act && (await misserve(house, response, act, file))) return
  if (!file) return sendJson(response, { code: 404, msg: 'Not Found', data: null }, 404)
  response.writeHead(200, {
    'content-type': file.mime,
    'content-length': file.bytes,
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
  })
  if (request.method === 'HEAD') return void response.end()
  await pipeline(createReadStream(house.files.place(file.path)), response).catch(() => response.destroy())
}

const modelOf = (house: House, path: string | null) =>
  house.books.tasks.get(/^results\/([0-9a-f]{32})_/.exec(path ?? '')?.[1] ?? '')?.model ?? null

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><script>alert(1)</script></svg>'

/** Serves something else than the file; false when the act leaves the file as it is. */
async function misserve(
  house: House,
  response: ServerResponse,
  act: DownloadAct,
  file: KeptFile | undefined,
): Promise<boolean> {
  if (act.redirect) {
    response.writeHead(302, { location: act.redirect }).end()
  } else if (act.status) {
    response
      .writeHead(act.status, { 'content-type': 'application/xml' })
      .end('<Error><Code>AccessDenied</Code></Error>')
  } else if (act.html) {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><title>Sign in</title><h1>Sign in</h1>')
  } else if (act.svg) {
    response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(SVG)
  } else if (act.huge) {
    response.writeHead(200, { 'content-type': 'image/png' })
    await pipeline(Readable.from(endless()), response).catch(() => response.destroy())
  } else if (file && (act.corrupt || act.cut || act.drip)) {
    await damaged(house, response, act, file)
  } else return false
  return true
}

/** A PNG's first bytes and then no end. */
function* endless() {
  yield Buffer.from('89504e470d0a1a0a', 'hex')
  const block = Buffer.alloc(256 * 1024)
  while (true) yield block
}

async function damaged(
  house: House,
  response: ServerResponse,
  act: DownloadAct,
  file: KeptFile,
): Promise<void> {
  const bytes = await house.files.read(file.path)
  response.writeHead(200, { 'content-type': file.mime, 'content-length': bytes.length })
  if (act.corrupt)
    return void response.end(
      Buffer.concat([bytes.subarray(0, 64), randomBytes(bytes.length)]).subarray(0, bytes.length),
    )
  if (act.cut) return void response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy())
  const slice = Math.max(1, Math.round((act.drip ?? 1) / 4))
  for (let at = 0; at < bytes.length && !response.destroyed; at += slice) {
    response.write(bytes.subarray(at, at + slice))
    if (!(await pause(250, house.signal))) return
  }
  response.end()
}
