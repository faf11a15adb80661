import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openWorkshop } from '@/lib/sandbox/work'
import { disc, folder } from './talk'

const workshop = () => {
  const made = openWorkshop()
  onTestFinished(() => made.close())
  return made
}

const photo = join(process.cwd(), 'tests/fixtures/photos/coffee.png')

function file(bytes: Uint8Array): string {
  const path = join(folder(), 'picture')
  writeFileSync(path, bytes)
  return path
}

describe('the thread that works on files', () => {
  it('leaves the event loop free', async () => {
    const { run } = workshop()
    await run({ make: 'cut-out', picture: file(await disc()) })
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const start = performance.now()
    const [made] = await run({ make: 'cut-out', picture: photo })
    const name = Buffer.from(made?.bytes ?? []).subarray(1, 4)
    expect(name.toString()).toBe('PNG')
    const took = performance.now() - start
    delay.disable()
    expect(delay.max / 1e6, `of ${took} ms`).toBeLessThan(Math.max(60, took / 3))
  })

  it('reports what it cannot read and goes on', async () => {
    const { run, look } = workshop()
    const broken = file(Buffer.from('no picture'))
    const torn = run({ make: 'enlarge', picture: broken, scale: 2 })
    const whole = run({ make: 'enlarge', picture: file(await disc(64)), scale: 2 })
    await expect(torn).rejects.toThrow()
    expect(await look(broken)).toBeNull()
    expect((await whole)[0]?.bytes.length).toBeGreaterThan(100)
  })

  it('lets go of what waits when it is closed', async () => {
    const { run, close } = workshop()
    const waiting = run({ make: 'cut-out', picture: photo })
    const refused = expect(waiting).rejects.toThrow('closing')
    await close()
    await refused
  })
})
