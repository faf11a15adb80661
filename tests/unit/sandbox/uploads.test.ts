import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBooks } from '@/lib/sandbox/books'
import type { Task } from '@/lib/sandbox/task'
import { filmBytes } from './media'
import { disc, folder, REMOVE, sandbox, until } from './talk'

const MEGABYTE = 1_048_576
const drafts = (dir: string) => readdirSync(join(dir, 'files')).filter((name) => name.startsWith('draft-'))

describe('an upload', () => {
  it('may be a film, and is known by its first bytes', async () => {
    const run = await sandbox()
    const film = await run.upload(await filmBytes({ seconds: 1 }))
    expect(film.data).toMatchObject({
      mimeType: 'video/mp4',
      fileName: expect.stringMatching(/\.(png|mp4)$/),
    })
    const served = await fetch(String(film.data?.downloadUrl))
    expect(served.headers.get('content-type')).toBe('video/mp4')
  })

  it('goes to the disk as it comes, however large', async () => {
    const run = await sandbox()
    const before = process.memoryUsage().arrayBuffers
    const boundary = 'b0undary'
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="uploadPath"\r\n\r\nfilms\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n`
    const block = Buffer.alloc(MEGABYTE, 7)
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(Buffer.from(head))
      },
      async pull(controller) {
        sent++
        if (sent <= 150) controller.enqueue(block)
        else {
          controller.enqueue(Buffer.from(`\r\n--${boundary}--\r\n`))
          controller.close()
        }
      },
    })
    let sent = 0
    const { authorization } = run.headers
    const headers = { authorization, 'content-type': `multipart/form-data; boundary=${boundary}` }
    const init = { method: 'POST', headers, body, duplex: 'half' }
    const answer = await run.json(fetch(`${run.url}/api/file-stream-upload`, init as RequestInit))
    expect(answer.data?.fileSize).toBe(150 * MEGABYTE)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * MEGABYTE)
  })

  it('that breaks off leaves nothing behind', async () => {
    const dir = folder()
    const run = await sandbox({ dir })
    const { port } = new URL(run.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      'POST /api/file-stream-upload HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer k\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabcdef',
    )
    await until('it has begun', () => drafts(dir).length === 1)
    socket.destroy()
    await until('it is gone', () => drafts(dir).length === 0)
    expect((await run.upload(await disc())).code).toBe(200)
    // Refused for other reasons: the same.
    await run.upload(await disc(), { uploadPath: '../x' })
    await run.script([{ on: 'upload', act: { code: 500 } }])
    await run.upload(await disc())
    await until('nothing is left', () => drafts(dir).length === 0)
  })
})

describe('the books', () => {
  it('forget the oldest tasks, so that memory is bounded', { timeout: 60_000 }, () => {
    const dir = folder()
    const books = openBooks(dir)
    const task = (n: number): Task => ({
      id: String(n),
      model: REMOVE,
      input: {},
      account: 'a',
      callBackUrl: null,
      cost: 1,
      // Far enough apart to be no crowd.
      created: Date.now() - 86_400_000 + n * 11,
      acts: {},
      stage: 'waiting',
      views: 0,
      ending: null,
      callbacks: { sent: 0, answered: 0 },
    })
    const ending = { at: 0, state: 'success' as const, files: [], code: null, message: null }
    for (let n = 0; n < 20_050; n++) {
      books.accept(task(n))
      if (n > 0) books.finish(String(n), ending)
    }
    expect(books.tasks.size).toBeLessThanOrEqual(20_001)
    expect(books.tasks.has('0'), 'still under way').toBe(true)
    expect(books.tasks.has('1')).toBe(false)
    expect(books.tasks.has('20049')).toBe(true)
    const { created } = books.counters
    const credits = books.credits()
    books.close()
    const again = openBooks(dir)
    expect([again.counters.created, again.credits()]).toEqual([created, credits])
    again.close()
  })
})
