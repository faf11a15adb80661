import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { disc, listener, REMOVE, sandbox, until } from './talk'

async function ready(options: Parameters<typeof sandbox>[0] = {}) {
  const run = await sandbox(options)
  const image = await run.uploaded(await disc())
  await run.script([{ on: 'task', times: 100, act: { skipWork: true } }])
  return { run, image }
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('callbacks', () => {
  it('bring the record, with code 200 or 501', async () => {
    const { run, image } = await ready()
    const { url, calls } = await listener()
    const id = await run.task(REMOVE, image, url)
    await until('the call', () => calls.length === 1)
    const record = await run.ended(id)
    expect(JSON.parse(String(record.param))).toMatchObject({ callBackUrl: url })
    expect(calls[0]?.body).toEqual({
      code: 200,
      msg: 'Playground task completed successfully.',
      data: { ...record, updateTime: record.completeTime },
    })
    await run.post('/sandbox/reset', {})
    await run.script([{ on: 'task', act: { fail: { msg: 'broken' } } }])
    await run.task(REMOVE, image, url)
    await until('the second call', () => calls.length === 2)
    expect(calls[1]?.body).toMatchObject({
      code: 501,
      msg: 'Playground task failed.',
      data: { state: 'fail', resultJson: null, failCode: '500', failMsg: 'broken' },
    })
    expect((await run.books()).tasks.map(({ callbacks }) => callbacks)).toEqual([
      { sent: 1, answered: 1 },
      { sent: 1, answered: 1 },
    ])
  })

  it('are signed once a key is set', async () => {
    const { run, image } = await ready({ hmacKey: 'secret-key' })
    const { url, calls } = await listener()
    const id = await run.task(REMOVE, image, url)
    await until('the call', () => calls.length === 1)
    const stamp = String(calls[0]?.headers['x-webhook-timestamp'])
    expect(Math.abs(Number(stamp) - Date.now() / 1000)).toBeLessThan(5)
    const signed = createHmac('sha256', 'secret-key').update(`${id}.${stamp}`).digest('base64')
    expect(calls[0]?.headers['x-webhook-signature']).toBe(signed)
    await run.script([{ on: 'callback', act: { forged: 'wrong-signature' } }])
    await run.task(REMOVE, image, url)
    await until('the forged call', () => calls.length === 2)
    const forged = calls[1]
    expect(forged?.path).toBe('/callback/job/1/mac0')
    const text = `${String(forged?.body.data.taskId)}.${String(forged?.headers['x-webhook-timestamp'])}`
    const right = createHmac('sha256', 'secret-key').update(text).digest('base64')
    expect(forged?.headers['x-webhook-signature']).toMatch(/^.{43}=$/)
    expect(forged?.headers['x-webhook-signature']).not.toBe(right)
  })

  it('are repeated, ever later, until they are answered 200', async () => {
    const { run, image } = await ready()
    const { url, calls } = await listener((call) => (call < 2 ? 500 : 200))
    await run.task(REMOVE, image, url)
    await until('three calls', () => calls.length === 3)
    const [first, second, third] = calls.map(({ at }) => at)
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(900)
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThan(1900)
    await expect
      .poll(async () => (await run.books()).tasks[0]?.callbacks, { timeout: 10_000 })
      .toEqual({ sent: 3, answered: 1 })
  })

  it('come late, twice, never, or before the answer of createTask', async () => {
    const { run, image } = await ready()
    const { url, calls } = await listener()
    const counted = async (act: object, wanted: number) => {
      const before = calls.length
      await run.script([{ on: 'callback', act }])
      const id = await run.task(REMOVE, image, url)
      const there = calls.length - before
      await run.ended(id)
      await until(`${wanted} calls`, () => calls.length - before >= wanted)
      return there
    }
    expect(await counted({ early: true }, 1)).toBe(1)
    expect(await counted({ times: 2 }, 2)).toBe(0)
    const start = performance.now()
    await counted({ lateMs: 300 }, 1)
    expect(performance.now() - start).toBeGreaterThan(290)
    await counted({ none: true }, 0)
    await pause(150)
    expect(calls).toHaveLength(4)
  })

  it('are forged', async () => {
    const { run, image } = await ready()
    const { url, calls } = await listener()
    const forged = async (kind: string, taskAct?: object) => {
      if (taskAct) await run.post('/sandbox/reset', {})
      await run.script([
        { on: 'callback', act: { forged: kind } },
        ...(taskAct ? [{ on: 'task', act: taskAct }] : []),
      ])
      const before = calls.length
      const id = await run.task(REMOVE, image, url)
      await until(kind, () => calls.length > before)
      const call = calls[before]
      return { id, path: call?.path, body: call?.body }
    }
    const first = await run.task(REMOVE, image)
    const other = await forged('other-task')
    expect(other.body?.data.taskId).toBe(first)
    const mac = await forged('wrong-mac')
    expect(mac.path).toBe('/callback/job/1/macA')
    const opposite = await forged('opposite', { fail: { msg: 'broken' } })
    expect(opposite.body).toMatchObject({ code: 200, data: { taskId: opposite.id, state: 'success' } })
    expect((await run.ended(opposite.id)).state).toBe('fail')
    await pause(1200)
    expect(calls, 'a forger does not insist').toHaveLength(3)
  })
})
