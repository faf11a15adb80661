import { describe, expect, it, vi } from 'vitest'
import { Gate, isCrowded } from '@/lib/gate'

describe('a gate', () => {
  it('turns away whom too many wait before, and forgets who gave up', async () => {
    const gate = new Gate(1, 1)
    let end = () => {}
    const first = gate.run(
      () =>
        new Promise<void>((resolve) => {
          end = resolve
        }),
    )
    const leaving = new AbortController()
    const second = gate.run(async () => 'second', leaving.signal)
    const turnedAway = await gate.run(async () => 'third').catch((error: unknown) => error)
    // Another bundle's copy of the module, as another route has it.
    vi.resetModules()
    const elsewhere = await import('@/lib/gate')
    expect([isCrowded(turnedAway), elsewhere.isCrowded(turnedAway)]).toEqual([true, true])
    expect(isCrowded(new Error('something else'))).toBe(false)
    leaving.abort(new Error('gave up'))
    await expect(second).rejects.toThrow('gave up')
    const fourth = gate.run(async () => 'fourth')
    end()
    await first
    expect(await fourth).toBe('fourth')
  })

  it('lets so many through at a time, in order, and goes on after a failure', async () => {
    const gate = new Gate(2)
    const started: number[] = []
    let inside = 0
    let most = 0
    const work = (index: number) => async () => {
      started.push(index)
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inside--
      if (index === 1) throw new Error('broken')
      return index
    }
    const ended = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => gate.run(work(index))))
    expect(ended.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, true])
    expect([most, started]).toEqual([2, [0, 1, 2, 3, 4]])
  })
})
