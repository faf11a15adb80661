import { describe, expect, it } from 'vitest'
import { disc, REMOVE, sandbox } from './talk'

type Run = Awaited<ReturnType<typeof sandbox>>

/** A sandbox and a createTask whose answer can be looked at raw. */
async function ready() {
  const run = await sandbox()
  const image = await run.uploaded(await disc())
  await run.script([{ on: 'task', times: 100, act: { skipWork: true } }])
  return { run, ask: () => run.post('/api/v1/jobs/createTask', { model: REMOVE, input: { image } }) }
}
const created = async (run: Run) => (await run.books()).counters.created

describe('createTask', () => {
  it('refuses with any code, in the body or in the status, and takes nothing', async () => {
    const { run, ask } = await ready()
    for (const code of [401, 402, 429, 433, 455, 500, 501, 505]) {
      await run.script([{ on: 'createTask', act: { code, retryAfter: 3 } }])
      const answer = await ask()
      expect(answer.status).toBe(200)
      expect(answer.headers.get('retry-after')).toBe('3')
      expect(await answer.json()).toMatchObject({ code, msg: expect.any(String), data: null })
    }
    await run.script([{ on: 'createTask', act: { status: 503, msg: 'busy' } }])
    const answer = await ask()
    expect([answer.status, await answer.json()]).toEqual([503, { code: 503, msg: 'busy', data: null }])
    await run.script([{ on: 'createTask', act: { reset: true } }])
    await expect(ask()).rejects.toThrow()
    expect(await created(run)).toBe(0)
  })

  it('loses its answer after the task is taken', async () => {
    const { run, ask } = await ready()
    await run.script([{ on: 'createTask', act: { lost: true } }])
    await expect(ask()).rejects.toThrow()
    expect(await created(run)).toBe(1)
  })

  it('cuts its answer off, sends HTML, forgets the id or repeats an old one; the task is taken', async () => {
    const { run, ask } = await ready()
    await run.script([{ on: 'createTask', act: { cut: true } }])
    await expect((await ask()).json()).rejects.toThrow(SyntaxError)
    await run.script([{ on: 'createTask', act: { html: true, status: 502, accept: true } }])
    const page = await ask()
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html'])
    await run.script([{ on: 'createTask', act: { noTaskId: true } }])
    expect(await (await ask()).json()).toEqual({ code: 200, msg: 'success', data: {} })
    expect(await created(run)).toBe(3)
    const [, , last] = (await run.books()).tasks
    await run.script([{ on: 'createTask', act: { sameTaskId: true } }])
    expect(await (await ask()).json()).toMatchObject({ data: { taskId: last?.id } })
    expect(await created(run)).toBe(4)
  })

  it('is slow, or never answers', async () => {
    const { run, ask } = await ready()
    await run.script([
      { on: 'createTask', act: { delayMs: 200 } },
      { on: 'createTask', act: { hang: true } },
    ])
    const start = performance.now()
    expect((await ask()).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThan(190)
    const hanging = fetch(`${run.url}/api/v1/jobs/createTask`, {
      method: 'POST',
      headers: run.headers,
      body: '{}',
      signal: AbortSignal.timeout(150),
    })
    await expect(hanging).rejects.toThrow('timeout')
    expect(await created(run)).toBe(1)
  })
})

describe('rules', () => {
  it('wait their turn, fit their model, are used up and forgotten', async () => {
    const { run, ask } = await ready()
    const code = async () => ((await (await ask()).json()) as { code: number }).code
    await run.script([
      { on: 'createTask', model: 'another/model', act: { code: 401 } },
      { on: 'createTask', model: REMOVE, skip: 1, times: 2, act: { code: 455 } },
    ])
    expect([await code(), await code(), await code(), await code()]).toEqual([200, 455, 455, 200])
    await run.script([{ on: 'createTask', times: 100, act: { code: 455 } }])
    await run.post('/sandbox/reset', {})
    expect(await code()).toBe(200)
  })

  it('reach the other questions too', async () => {
    const run = await sandbox()
    const url = await run.uploaded(await disc())
    await run.script([
      { on: 'upload', act: { code: 500, msg: 'no space' } },
      { on: 'credit', act: { cut: true } },
      { on: 'download-url', act: { code: 422, msg: 'url is wrong' } },
      { on: 'recordInfo', act: { unknown: true } },
      { on: 'recordInfo', act: { code: 500 } },
    ])
    expect(await run.upload(await disc())).toMatchObject({ code: 500, msg: 'no space' })
    await expect(run.json(fetch(`${run.url}/api/v1/chat/credit`, { headers: run.headers }))).rejects.toThrow()
    expect(await run.json(run.post('/api/v1/common/download-url', { url }))).toMatchObject({ code: 422 })
    const id = await run.task(REMOVE, url)
    expect(await run.record(id)).toMatchObject({ code: 422, msg: 'recordInfo is null' })
    expect(await run.record(id)).toMatchObject({ code: 500 })
    expect(await run.record(id)).toMatchObject({ code: 200 })
    expect((await run.books()).uploads).toHaveLength(1)
  })
})
