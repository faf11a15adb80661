import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchApp } from '@/tests/support/app'
import { REMOVE_BACKGROUND } from '@/tests/support/client'
import { type Data, freshData } from '@/tests/support/data'
import { personId } from '@/tests/support/people'
import { freePort } from '@/tests/support/postgres'
import { type Running, until } from '@/tests/support/process'
import { type Sandbox, startSandboxProcess } from '@/tests/support/sandbox'
import { expectMoneyIsWhole } from './checks'
import { asLeft } from './snapshot'

const JOBS = 1_000
const START_LIMIT_MS = 60_000
/** How long after opening an app on PGlite is killed and looked at; longer each time, until it had all. */
const WINDOWS_MS = [2_000, 10_000, 30_000]

let sandbox: Sandbox
let data: Data
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  data = await freshData()
  await putInFlight(data)
})
afterAll(async () => {
  await sandbox.close()
  await data.remove()
})

/** Jobs whose tasks run upstream, as a process left them that had got them there. */
async function putInFlight({ query }: Data): Promise<void> {
  await query(
    `with given as (select 'thousand' || n as id, n from generate_series(1, ${JOBS}) n),
      held as (
        insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
        select 'hold', 'user.available', 'user.held', 1000, $1, id, $1, $2 from given returning job_id),
      made as (
        insert into jobs (id, user_id, model, status, input, hold, request_hash, started_at)
        select job_id, $1, $2, 'running', '{}', 1000, job_id, now() from held returning id)
    insert into attempts (job_id, n, nonce, state, task_id) select id, 1, id, 'bound', 'task-of-' || id from made`,
    [personId('ann'), REMOVE_BACKGROUND],
  )
}

type Leased = { lease: number | null; jobs: number }

const leases = ({ query }: Data) =>
  query<Leased>(`select lease, count(*)::int as jobs from jobs where status = 'running' group by lease`)

/** The one lease under which all jobs are, unless it is `not` this one. */
function soleLease(found: Leased[], not: number | null): number | null {
  const [only] = found
  return only?.jobs === JOBS && only.lease !== not ? only.lease : null
}

async function launch(): Promise<Running> {
  const port = await freePort()
  return launchApp('start', { ...data.env, ...sandbox.env, PORT: String(port) })
}

const opened = (app: Running) =>
  until('the app says that it runs', () => /Loupe is running/.test(app.output), START_LIMIT_MS, 5)

/** Starts an app and kills it once it has taken all jobs from the lease before. */
const takenAndKilled = (before: number | null): Promise<{ lease: number; said: string }> =>
  data.kind === 'postgres' ? watched(before) : killedAndLookedAt(before)

async function watched(before: number | null) {
  const begun = performance.now()
  const app = await launch()
  let openMs = 0
  const opening = opened(app).then(() => {
    openMs = performance.now() - begun
  })
  const lease = await until(
    'all jobs are taken',
    async () => soleLease(await leases(data), before),
    START_LIMIT_MS,
    10,
  )
  const takenMs = performance.now() - begun
  await opening
  await app.kill()
  return {
    lease,
    said: `${Math.round(takenMs)} ms after the process began; it was open at ${Math.round(openMs)} ms`,
  }
}

async function killedAndLookedAt(before: number | null) {
  for (const windowMs of WINDOWS_MS) {
    const begun = performance.now()
    const app = await launch()
    await opened(app)
    const openMs = performance.now() - begun
    await delay(windowMs)
    await app.kill()
    const lease = soleLease(await asLeft(data, leases), before)
    const said = `within ${windowMs} ms of being open, at ${Math.round(openMs)} ms after the process began`
    if (lease !== null) return { lease, said }
  }
  throw new Error('The jobs were not taken at all')
}

test(`${JOBS} jobs in flight at kill -9 all go on`, async () => {
  const first = await takenAndKilled(null)
  const second = await takenAndKilled(first.lease)
  console.log(
    `${data.kind}: ${JOBS} jobs in flight at kill -9 went on ${second.said} (aim: 2000 ms and opening)`,
  )
  await asLeft(data, async (left) => {
    expect(await leases(left)).toEqual([{ lease: second.lease, jobs: JOBS }])
    await expectMoneyIsWhole(left)
  })
})
