import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Database } from '@/db/open'
import { newId, type UserId } from '@/lib/id'
import type { JobStatus } from '@/lib/jobs/status'
import { forgetTerms } from '@/lib/jobs/terms'
import { brokenRules } from '@/tests/support/invariants'
import type { Network, Task } from './kie'
import type { Ledger } from './ledger'

export type Person = UserId

/** The product: its database, its people, and the network behind it. */
export type World = {
  database: Database
  network: Network
  admin: { id: UserId }
  people: Person[]
  /** 48, the people among them. */
  crowd: Person[]
  keys: number
}

type SeenJob = {
  id: string
  user_id: string
  status: JobStatus
  hold: number
  charged: number | null
  units: number | null
  files: number
}

export const rowsOf = async <Row>(database: Database, query: string): Promise<Row[]> =>
  ((await database.db.execute(sql.raw(query))) as unknown as { rows: Row[] }).rows

/** Empties the tables (the rules forbid it; only a superuser may look away) and makes new people. */
export async function freshWorld(database: Database, network: Network): Promise<World> {
  await rowsOf(
    database,
    `do $$ declare name text; begin
      set local session_replication_role = replica;
      for name in select quote_ident(tablename) from pg_tables where schemaname = 'public' loop
        execute 'delete from ' || name;
      end loop;
      set local session_replication_role = origin;
    end $$`,
  )
  network.tasks.length = 0
  network.moods.length = 0
  const ids = Array.from({ length: 49 }, () => newId() as UserId)
  const values = ids.map((id, n) => `('${id}', '${id}@example.com', 'P${n}', '${n ? 'user' : 'admin'}')`)
  await rowsOf(database, `insert into users (id, email, name, role) values ${values.join(', ')}`)
  const [admin, ...crowd] = ids as [UserId, ...UserId[]]
  forgetTerms()
  return { database, network, admin: { id: admin }, people: crowd.slice(0, 3), crowd, keys: 0 }
}

/** So much time has gone by: what rests is due, pauses are over, attempts are older. */
export async function passTime({ database }: World, seconds: number): Promise<void> {
  const past = `interval '${seconds} s'`
  await rowsOf(database, `update attempts set begun_at = begun_at - ${past}`)
  await rowsOf(database, `update jobs set wake_at = wake_at - ${past} where wake_at is not null`)
  await rowsOf(database, `delete from settings where key = 'pausedUntil'`)
}

export const addressOf = ({ callBackUrl }: Task) => {
  const [mac = '', n = '', jobId = ''] = callBackUrl.split('/').reverse()
  return { jobId, n: Number(n), mac }
}

export const taskOf = ({ network }: World, jobId: string) =>
  network.tasks.find((task) => addressOf(task).jobId === jobId)

/** After every step: all rules hold, and everyone has exactly what the model says. */
export async function check(ledger: Ledger, world: World): Promise<void> {
  const { database } = world
  expect(await rowsOf(database, brokenRules), 'rules that are broken').toEqual([])
  const jobs = await rowsOf<SeenJob>(
    database,
    `select id, user_id, status, hold::float8 as hold, charged::float8 as charged, units,
      (select count(*)::int from files f where f.job_id = j.id) as files from jobs j`,
  )
  expect(jobs.map(({ id }) => id).sort(), 'the jobs that were taken').toEqual([...ledger.jobs.keys()].sort())
  for (const job of jobs) {
    const known = ledger.jobs.get(job.id)
    expect([job.user_id, job.hold], 'whose job, at which price').toEqual([known?.owner, known?.hold])
    expect(ledger.see(job.id, job.status, job.charged), `${known?.status} → ${JSON.stringify(job)}`).toBe(
      true,
    )
    if (job.status === 'done') expect(job.charged).toBe(due(ledger, world, job))
    if (job.status === 'canceled')
      expect(taskOf(world, job.id), 'a canceled job was never sent').toBeUndefined()
  }
  const balances = await rowsOf(
    database,
    `select user_id, available::float8 as available, held::float8 as held from balances order by user_id`,
  )
  expect(balances, 'what everyone has').toEqual(
    [world.admin.id, ...world.crowd]
      .sort()
      .map((id) => ({ user_id: id, available: ledger.available(id), held: ledger.held(id) })),
  )
  const sent = world.network.tasks.map((task) => addressOf(task).jobId)
  expect(new Set(sent).size, 'jobs whose task KIE took twice').toBe(sent.length)
}

/** What a done job costs (M5, M6): nothing once it was given back, else its price or what KIE took, for what was kept. */
function due(ledger: Ledger, world: World, job: SeenJob): number {
  const task = taskOf(world, job.id)
  if (task?.state !== 'success') throw new Error(`job ${job.id} is done, but KIE never made it`)
  const known = ledger.jobs.get(job.id)
  if (!known || known.isBack) return 0
  const share = (amount: number) => Math.min(job.hold, Math.ceil((amount * job.files) / task.results))
  if (job.units === null) return share(job.hold)
  return task.consumed === null
    ? Math.min(job.hold, Math.ceil((job.hold * job.files) / job.units))
    : share(Math.ceil((task.consumed * known.factor) / 1_000))
}
