import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectBooksAddUp } from '@/tests/support/books'
import { type Client, COFFEE, signedIn } from '@/tests/support/client'
import { type Cluster, startCluster } from '@/tests/support/cluster'
import { setSettings } from '@/tests/support/data'
import { Events } from '@/tests/support/events'

// Two web processes and two workers on one PostgreSQL: here twice at once is really twice.

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.close())

/** The same person in a browser of each web process. */
const both = (name: 'ann' | 'ben' | 'cleo' | 'ten') =>
  Promise.all(cluster.webs.map((web) => signedIn(web.url, name))) as Promise<[Client, Client]>

const times = <T>(count: number, work: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)))
const count = (list: { status: number }[], status: number) =>
  list.filter((one) => one.status === status).length
const either = (pair: [Client, Client], n: number) => pair[n % 2] as Client

describe('two web processes and two workers', () => {
  test('50 submissions at once on credit for 10 make 10 jobs', async () => {
    const ten = await both('ten')
    const { id } = await ten[0].upload(COFFEE)
    const answers = await times(50, (n) => either(ten, n).trySubmit(id))
    expect([count(answers, 201), count(answers, 402)]).toEqual([10, 40])
    expect((await ten[1].credits()).available).toBe(0)
    for (const job of await ten[1].jobs('?limit=100'))
      expect((await ten[0].follow(job.id, 60_000)).status).toBe('done')
    expect(await ten[0].credits()).toEqual({ available: 0, held: 0 })
  })

  test('one idempotency key 20 times at both is one job', async () => {
    const ann = await both('ann')
    const { id } = await ann[0].upload(COFFEE)
    const answers = await times(20, (n) => either(ann, n).trySubmit(id, { key: 'at both'.replace(' ', '-') }))
    expect(count(answers, 201)).toBe(20)
    expect(new Set(answers.map((answer) => answer.body.job.id)).size).toBe(1)
    await ann[0].follow(answers[0]?.body.job.id ?? '')
  })

  test('a change made at one is told at the other', async () => {
    const [here, there] = await both('ben')
    const events = await Events.open(there)
    await events.first('snapshot')
    const job = await here.submit((await here.upload(COFFEE)).id)
    await events.first(
      'job',
      (told: { id: string; status: string }) => told.id === job.id && told.status === 'done',
    )
    events.close()
  })

  test('a killed worker’s jobs go on at the other, once', async () => {
    const [cleo] = await both('cleo')
    await cluster.sandbox.script([], { minMs: 2_000 })
    await setSettings(cluster.data, { uncertainAfterMs: 30_000 })
    const { id } = await cleo.upload(COFFEE)
    const jobs = await times(12, () => cleo.submit(id))
    await cluster.workers[0].running.kill()
    const ends = new Map<string, string>()
    for (const job of jobs) ends.set(job.id, (await cleo.follow(job.id, 90_000)).status)
    await cluster.workers[0].restart()
    const { tasks } = await cluster.sandbox.books()
    for (const job of jobs) {
      const own = tasks.filter((task) => task.callBackUrl?.includes(`/${job.id}/`))
      expect(own.length, job.id).toBeLessThanOrEqual(1)
      // Killed between its attempt and the first byte, nobody can know: such a job is lost, and costs nothing.
      expect(ends.get(job.id), job.id).toBe(own.length === 1 ? 'done' : 'failed')
    }
    expect([...ends.values()].filter((status) => status === 'done').length).toBeGreaterThanOrEqual(10)
    await cluster.sandbox.script([], { minMs: 0 })
  })

  test('a session that ends at one has ended at the other', async () => {
    const [here, there] = await both('ben')
    await here.call('POST', '/api/account/sign-out-everywhere', { json: {} })
    expect((await there.call('GET', '/api/credits')).status).toBe(401)
  })

  test('all together kept the upstream’s pace, and the books add up', async () => {
    const { counters } = await cluster.sandbox.books()
    expect(counters.rateLimited).toBe(0)
    expect(counters.maxPer10s).toBeLessThanOrEqual(20)
    await expectBooksAddUp(cluster.data)
  })
})
