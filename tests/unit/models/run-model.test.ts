import { describe, expect, test } from 'vitest'
import type { Submit } from '@/components/jobs/submit'
import { createModelRunner } from '@/components/models/run-model'
import { job } from '../studio/jobs'

type Answer = Awaited<ReturnType<Submit>>
const no = (status: number, fields: Record<string, string> = {}): Answer => ({
  ok: false,
  status,
  code: '',
  message: 'said',
  fields,
  retryAfterMs: 0,
})

/** A server that makes one job for each key, `credit` of them, and may lose its answers. */
function books(credit: number, lose: (n: number) => boolean = () => false) {
  const jobs = new Map<string, string>()
  const batches = new Set<string | null | undefined>()
  const state = { jobs, batches, sent: 0, credit }
  const post: Submit = async ({ key, model, input, batchId }) => {
    state.sent += 1
    const isLost = lose(state.sent)
    await new Promise((resolve) => setTimeout(resolve, 1))
    const body = JSON.stringify([model, input, batchId])
    const before = jobs.get(key)
    if (before !== undefined && before !== body) return no(422)
    if (before === undefined && jobs.size >= state.credit) return no(402)
    jobs.set(key, body)
    batches.add(batchId)
    return isLost ? no(0) : { ok: true, value: { job: job(key) } }
  }
  return { state, post }
}

const inputs = (count: number) => Array.from({ length: count }, (_, n) => ({ image: `file ${n}` }))
const runnerOf = (post: Submit) => {
  const learnt: string[] = []
  return { learnt, run: createModelRunner(post, ({ id }) => learnt.push(id)) }
}

describe('a run of a model', () => {
  test('makes a job of each input, equal ones too, as one batch', async () => {
    const { state, post } = books(100)
    const { learnt, run } = runnerOf(post)
    const { jobs, refused } = await run('a/b', [...inputs(5), ...inputs(5)])
    expect([jobs.length, learnt.length, state.jobs.size, state.batches.size, refused]).toEqual([
      10,
      10,
      10,
      1,
      null,
    ])
    expect([...state.batches][0]).toEqual(expect.any(String))
  })

  test('again is another run', async () => {
    const { state, post } = books(100)
    const { run } = runnerOf(post)
    await run('a/b', inputs(1))
    await run('a/b', inputs(1))
    expect([state.jobs.size, [...state.batches]]).toEqual([2, [null]])
  })

  test('whose answers get lost makes no second job', async () => {
    const { state, post } = books(100, (n) => n % 3 !== 0)
    const { run } = runnerOf(post)
    for (let n = 0; n < 10; n += 1) if (!(await run('a/b', inputs(7))).refused) break
    expect(state.jobs.size).toBe(7)
  })

  test('that credits end asks only for the rest when it is pressed again', async () => {
    const { state, post } = books(3)
    const { run } = runnerOf(post)
    const first = await run('a/b', inputs(6))
    expect([first.jobs.length, first.refused?.status]).toEqual([3, 402])
    state.credit = 100
    await run('another', inputs(1))
    const second = await run('a/b', inputs(6))
    expect([second.jobs.length, second.refused, state.jobs.size]).toEqual([6, null, 7])
  })

  test('with a bad field stops and says which', async () => {
    const { run } = runnerOf(async () => no(400, { prompt: 'too long' }))
    expect(await run('a/b', inputs(20))).toMatchObject({
      jobs: [],
      refused: { fields: { prompt: 'too long' } },
    })
  })
})
