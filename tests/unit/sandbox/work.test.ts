import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openWorkshop } from '@/lib/sandbox/work'
import { disc } from './talk'

const workshop = () => {
  const made = openWorkshop()
  onTestFinished(() => made.close())
  return made
}

describe('the thread that works on pictures', () => {
  it('leaves the event loop free', async () => {
    const { run } = workshop()
    await run('remove-background', await disc())
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const photo = readFileSync(join(process.cwd(), 'tests/fixtures/photos/coffee.png'))
    const start = performance.now()
    expect(
      Buffer.from(await run('remove-background', photo))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    const took = performance.now() - start
    delay.disable()
    expect(delay.max / 1e6, `of ${took} ms`).toBeLessThan(Math.max(60, took / 3))
  })

  it('reports what it cannot read and goes on', async () => {
    const { run } = workshop()
    const [torn, whole] = [run('upscale', Buffer.from('no picture')), run('upscale', await disc(64))]
    await expect(torn).rejects.toThrow()
    expect((await whole).length).toBeGreaterThan(100)
  })

  it('lets go of what waits when it is closed', async () => {
    const { run, close } = workshop()
    const waiting = run('remove-background', await disc())
    const refused = expect(waiting).rejects.toThrow('closing')
    await close()
    await refused
  })
})
