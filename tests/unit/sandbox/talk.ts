import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { type SandboxOptions, startSandbox } from '@/lib/sandbox/server'

export const REMOVE = 'recraft/remove-background'
export const UPSCALE = 'recraft/crisp-upscale'

type Envelope = { success?: boolean; code: number; msg: string; data: Record<string, unknown> | null }

/** A folder that goes with the test. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'loupe-sandbox-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }))
  return dir
}

/** A running sandbox that is closed with the test, and what a client says to it. */
export async function sandbox(options: Partial<SandboxOptions> = {}) {
  const running = await startSandbox({ dir: options.dir ?? folder(), minMs: 20, ...options })
  onTestFinished(() => running.close())
  const close = async () => {
    await running.close()
    // Gives fetch time to notice that its kept connections are gone.
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { ...talk(running.url), close }
}

/** What a client says to a sandbox at `url`. */
export function talk(url: string, key = 'some-key') {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const post = (path: string, body: unknown) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    })
  const json = async (answer: Promise<Response>) => (await (await answer).json()) as Envelope
  const record = (taskId: string) =>
    json(fetch(`${url}/api/v1/jobs/recordInfo?taskId=${taskId}`, { headers }))
  const upload = async (
    bytes: Uint8Array,
    fields: Record<string, string> = { uploadPath: 'images/test' },
  ) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', new Blob([Buffer.from(bytes)]), 'my picture.png')
    const { authorization } = headers
    return json(
      fetch(`${url}/api/file-stream-upload`, { method: 'POST', headers: { authorization }, body: form }),
    )
  }
  const create = (body: unknown) => json(post('/api/v1/jobs/createTask', body))
  return {
    url,
    headers,
    post,
    json,
    create,
    record,
    upload,
    /** Uploads a picture; its address. */
    async uploaded(bytes: Uint8Array): Promise<string> {
      return String((await upload(bytes)).data?.downloadUrl)
    },
    /** Creates a task; its id. */
    async task(model: string, image: string, callBackUrl?: string): Promise<string> {
      return String((await create({ model, input: { image }, callBackUrl })).data?.taskId)
    },
    /** The record of a task that has ended. */
    async ended(taskId: string, withinMs = 15_000): Promise<Record<string, unknown>> {
      for (const until = Date.now() + withinMs; Date.now() < until; ) {
        const { data } = await record(taskId)
        if (data?.state === 'success' || data?.state === 'fail') return data
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error(`task ${taskId} did not end`)
    },
    async script(rules: object[], more: object = {}): Promise<void> {
      const answer = await post('/sandbox/script', { rules, ...more })
      if (!answer.ok) throw new Error(await answer.text())
    },
    async books() {
      return (await (await fetch(`${url}/sandbox/books`)).json()) as {
        tasks: {
          id: string
          state: string
          cost: number
          callBackUrl: string | null
          ending: { state: string; message: string | null } | null
          callbacks: { sent: number; answered: number }
        }[]
        counters: { created: number; rateLimited: number; maxPer10s: number }
        credits: number
        uploads: { path: string }[]
      }
    },
  }
}

export const urlsOf = (record: Record<string, unknown>) =>
  (JSON.parse(String(record.resultJson)) as { resultUrls: string[] }).resultUrls

/** A disc on a plain ground. */
export const disc = (side = 256, colour = '#d33', ground = '#eee') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" fill="${ground}"/><circle cx="50%" cy="50%" r="30%" fill="${colour}"/></svg>`,
    ),
  )
    .removeAlpha()
    .png()
    .toBuffer()

type Call = {
  path: string
  headers: IncomingHttpHeaders
  at: number
  body: { code: number; msg: string; data: Record<string, unknown> }
}

/** Somewhere to be called back; `status` says what it answers. */
export async function listener(status: (call: number) => number = () => 200) {
  const calls: Call[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    const body = JSON.parse(Buffer.concat(parts).toString() || 'null') as Call['body']
    response.writeHead(status(calls.length)).end('{"code":200,"msg":"success"}')
    calls.push({ path: request.url ?? '', headers: request.headers, at: Date.now(), body })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback/job/1/mac0`
  return { url, calls }
}

/** Waits until something holds. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 15_000,
): Promise<void> {
  for (const limit = Date.now() + withinMs; Date.now() < limit; ) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`not in time: ${what}`)
}
