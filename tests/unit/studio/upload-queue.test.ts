import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { call } from '@/components/http/call'
import { checkMedia } from '@/components/upload/check'
import { createQueue, UPLOADS } from '@/components/upload/queue'
import type { Send } from '@/components/upload/send'
import type { TrayItem } from '@/components/upload/tray'
import type { MediaLimits } from '@/lib/catalog/schema'
import type { FileView } from '@/lib/files/schema'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const limits: MediaLimits = { maxFileBytes: 5_000, accept: ['image/png'], minSidePx: 256, maxSidePx: 4_096 }
const picture = (name: string, size = 100) =>
  new File([new Uint8Array([...PNG, ...new Array(size).fill(0)])], name)

let server: Server
let origin: string
/** What the server does with the upload of a name, in turn; nothing: takes it. */
let script: Record<string, ((request: IncomingMessage, response: ServerResponse) => void)[]> = {}
let seen: string[] = []
let atOnce = 0
let mostAtOnce = 0

beforeEach(async () => {
  script = {}
  seen = []
  atOnce = 0
  mostAtOnce = 0
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const name = /filename="([^"]+)"/.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? ''
    seen.push(name)
    const next = script[name]?.shift()
    if (next) return next(request, response)
    atOnce += 1
    mostAtOnce = Math.max(mostAtOnce, atOnce)
    setTimeout(() => {
      atOnce -= 1
      response.writeHead(201, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ file: { id: `file-${name}`, name } }))
    }, 5)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** The same over fetch, which Node has; the real one is driven by the browser tests. */
const send: Send = (file, { onProgress, signal }) => {
  const form = new FormData()
  form.append('file', file, file.name)
  onProgress(50)
  return call<{ file: FileView }>(`${origin}/api/uploads`, { method: 'POST', body: form, signal })
}

let ids = 0
const measure = async () => ({ width: 800, height: 600, durationMs: null })
const queueOf = (sizeOf: typeof measure = measure, sender: Send = send) =>
  createQueue({ send: sender, check: (file) => checkMedia(file, sizeOf), newId: () => `p${++ids}` })
type Queue = ReturnType<typeof queueOf>
const item = (queue: Queue, name: string) =>
  queue.tray.snapshot().items.find((one) => one.name === name) as TrayItem
const settled = (queue: Queue) =>
  vi.waitFor(
    () => {
      const busy = queue.tray
        .snapshot()
        .items.filter(({ phase }) => !['ready', 'failed', 'held'].includes(phase))
      expect(busy.map(({ name, phase }) => `${name} ${phase}`)).toEqual([])
    },
    { timeout: 8_000 },
  )

describe('the upload queue', () => {
  test('uploads many in their order, three at once', async () => {
    const queue = queueOf()
    queue.add(Array.from({ length: 30 }, (_, n) => picture(`p${n}.png`)))
    await settled(queue)
    expect(queue.tray.snapshot().items.map(({ uploaded }) => uploaded?.id)).toEqual(
      Array.from({ length: 30 }, (_, n) => `file-p${n}.png`),
    )
    expect(mostAtOnce).toBe(UPLOADS)
  })

  test('holds back what the tool does not take, sends the rest, and judges anew with another tool', async () => {
    const queue = queueOf()
    queue.setLimits(limits)
    queue.add([
      picture('good.png'),
      picture('heavy.png', 6_000),
      new File([new Uint8Array(50)], 'lying.png', { type: 'image/png' }),
      new File([], 'empty.png'),
    ])
    await settled(queue)
    expect(item(queue, 'good.png').phase).toBe('ready')
    expect(item(queue, 'heavy.png').problem?.key).toBe('file_too_large')
    expect(item(queue, 'lying.png').problem?.key).toBe('file_type')
    expect(item(queue, 'empty.png').problem?.key).toBe('file_empty')
    expect(seen).toEqual(['good.png'])
    queue.setLimits({ ...limits, maxFileBytes: 10_000 })
    await settled(queue)
    expect(item(queue, 'heavy.png')).toMatchObject({ phase: 'ready', problem: null })
    queue.setLimits({ ...limits, minSidePx: 700 })
    expect(item(queue, 'good.png')).toMatchObject({ phase: 'ready', problem: { key: 'file_sides_min' } })
    expect(seen).toEqual(['good.png', 'heavy.png'])
  })

  test('tries again after a broken line and after a busy server, with the pause that it asks for', async () => {
    const queue = queueOf()
    script = {
      'a.png': [(request) => request.socket.destroy()],
      'b.png': [
        (_, response) => {
          response.writeHead(503, { 'retry-after': '1' })
          response.end('<html>')
        },
      ],
      'c.png': [
        (_, response) => {
          response.writeHead(429, { 'retry-after': '0' })
          response.end('{}')
        },
      ],
    }
    const began = Date.now()
    queue.add(['a.png', 'b.png', 'c.png'].map((name) => picture(name)))
    await settled(queue)
    expect(queue.tray.snapshot().items.map(({ phase }) => phase)).toEqual(['ready', 'ready', 'ready'])
    expect(Date.now() - began).toBeGreaterThanOrEqual(1_000)
    expect(seen.length).toBe(6)
  })

  test('a refusal is final, has its own sentence, and leaves the others alone; a person may try again', async () => {
    const queue = queueOf()
    const error = { code: 'file_refused', message: 'general', fields: { file: 'This picture is damaged.' } }
    script = {
      'bad.png': [
        (_, response) => {
          response.writeHead(422)
          response.end(JSON.stringify({ error }))
        },
      ],
    }
    queue.add([picture('bad.png'), picture('fine.png')])
    await settled(queue)
    expect(item(queue, 'bad.png')).toMatchObject({
      phase: 'failed',
      error: { code: 'file_refused', message: 'This picture is damaged.' },
    })
    expect(item(queue, 'fine.png').phase).toBe('ready')
    queue.retry(item(queue, 'bad.png').id)
    await settled(queue)
    expect(item(queue, 'bad.png')).toMatchObject({ phase: 'ready', error: null })
  })

  test('gives up after some tries, and being back online hurries the next one', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    let tries = 0
    const queue = queueOf(measure, async () => {
      tries += 1
      return { ok: false, status: 0, code: 'network', message: '', fields: {}, retryAfterMs: null }
    })
    queue.add([picture('a.png')])
    await vi.waitFor(() => expect(tries).toBe(1))
    queue.nudge()
    await vi.waitFor(() => expect(tries).toBe(2))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(tries).toBe(5)
    expect(item(queue, 'a.png')).toMatchObject({ phase: 'failed', error: { code: 'network' } })
    vi.useRealTimers()
  })

  test('removing stops the upload; undo brings pictures back to their places and on their way', async () => {
    const aborted: string[] = []
    let answer = false
    const queue = queueOf(measure, (file, options) => {
      if (answer) return send(file, options)
      return new Promise((resolve) => {
        options.signal.addEventListener('abort', () => {
          aborted.push(file.name)
          resolve({ ok: false, status: 0, code: 'network', message: '', fields: {}, retryAfterMs: null })
        })
      })
    })
    queue.add(['a.png', 'b.png', 'c.png', 'd.png'].map((name) => picture(name)))
    await vi.waitFor(() => expect(item(queue, 'c.png').phase).toBe('uploading'))
    answer = true
    queue.remove([item(queue, 'b.png').id, item(queue, 'c.png').id])
    expect(queue.tray.snapshot().items.map(({ name }) => name)).toEqual(['a.png', 'd.png'])
    queue.undo()
    expect(queue.tray.snapshot().items.map(({ name }) => name)).toEqual(['a.png', 'b.png', 'c.png', 'd.png'])
    await vi.waitFor(() => expect(item(queue, 'c.png').phase).toBe('ready'))
    expect(item(queue, 'b.png').phase).toBe('ready')
    expect(aborted).toEqual(['b.png', 'c.png'])
    expect(queue.tray.snapshot().removed).toEqual([])
  })

  test('a picture that the browser cannot read is left out', async () => {
    const queue = createQueue({
      send,
      check: (file) => checkMedia(file, async () => null),
      newId: () => 'x',
    })
    queue.add([picture('broken.png')])
    await settled(queue)
    expect(item(queue, 'broken.png').problem?.key).toBe('file_broken')
    expect(seen).toEqual([])
  })
})
