import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openBooks } from '@/lib/sandbox/books'
import { disc, folder, listener, REMOVE, sandbox, talk, until, urlsOf } from './talk'

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** `npm run sandbox` without npm, so that a kill reaches it. */
async function spawned(dataDir: string, port: number) {
  const flags = ['--import', './scripts/server-only.mjs', '--import', 'tsx', 'scripts/sandbox.ts']
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, NODE_OPTIONS: '' }
  const child = spawn(process.execPath, flags, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString()
  })
  const over = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  await until('it prints its address', () => output.includes(`http://127.0.0.1:${port}`), 30_000)
  return {
    stop: (signal: NodeJS.Signals) => {
      child.kill(signal)
      return over
    },
  }
}

describe('the books', () => {
  it('outlive kill -9: tasks go on, callbacks are repeated, links hold', { timeout: 90_000 }, async () => {
    const [dir, port] = [folder(), await freePort()]
    let down = true
    const { url, calls } = await listener(() => (down ? 503 : 200))
    const first = await spawned(dir, port)
    const run = talk(`http://127.0.0.1:${port}`)
    await run.script([
      { on: 'task', act: { skipWork: true } },
      { on: 'task', act: { workMs: 3000 } },
    ])
    const image = await run.uploaded(await disc())
    const told = await run.task(REMOVE, image, url)
    await run.ended(told)
    await until('a call that is not answered', () => calls.length > 0)
    const underWay = await run.task(REMOVE, image, url)
    await first.stop('SIGKILL')
    appendFileSync(join(dir, 'sandbox', 'journal.jsonl'), '{"kind":"task","task":{"id":"to')

    down = false
    const second = await spawned(dir, port)
    expect((await run.ended(underWay, 30_000)).state).toBe('success')
    await until('both callbacks are answered', async () =>
      (await run.books()).tasks.every(({ callbacks }) => callbacks.answered === 1),
    )
    expect((await fetch(urlsOf(await run.ended(told))[0] ?? '')).status).toBe(200)
    const books = await run.books()
    expect(books.counters.created).toBe(2)
    expect(books.credits).toBe(998)
    expect(await second.stop('SIGTERM')).toBe(0)
  })

  it('say the same after every opening', async () => {
    const dir = folder()
    const run = await sandbox({ dir })
    const image = await run.uploaded(await disc())
    await run.script([
      { on: 'task', act: { skipWork: true } },
      { on: 'task', act: { fail: { msg: 'broken' } } },
      { on: 'task', act: { never: true } },
    ])
    const ids = [await run.task(REMOVE, image), await run.task(REMOVE, image), await run.task(REMOVE, image)]
    await run.ended(ids[0] ?? '')
    await run.ended(ids[1] ?? '')
    const before = await run.books()
    await run.close()
    for (let opening = 0; opening < 3; opening++) {
      const books = openBooks(dir)
      expect(books.credits()).toBe(before.credits)
      expect(books.counters).toEqual(before.counters)
      expect([...books.tasks.values()].map(({ id, ending }) => [id, ending?.state ?? null])).toEqual([
        [ids[0], 'success'],
        [ids[1], 'fail'],
        [ids[2], null],
      ])
      books.close()
    }
    expect(before.credits).toBe(998)
  })

  it('leave out a torn line anywhere and go on', async () => {
    const dir = folder()
    const run = await sandbox({ dir })
    await run.script([{ on: 'task', act: { skipWork: true } }])
    const id = await run.task(REMOVE, await run.uploaded(await disc()))
    await run.ended(id)
    await run.close()
    const path = join(dir, 'journal.jsonl')
    appendFileSync(path, '{"kind":"end","id":"')
    const again = await sandbox({ dir })
    expect((await again.ended(id)).state).toBe('success')
    expect(readFileSync(path, 'utf8')).not.toContain('"id":""')
  })
})
