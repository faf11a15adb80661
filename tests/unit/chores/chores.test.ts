import { sql } from 'drizzle-orm'
import type { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '@/db/open'
import { openBoss } from '@/lib/chores/boss'
import type { Chore } from '@/lib/chores/chore'
import { chores as realChores } from '@/lib/chores/list'
import { startChores } from '@/lib/chores/start'
import { testDatabase } from '@/tests/support/database'
import { until } from '@/tests/support/process'

let database: Database
/** Asks for chores out of their time, as pg-boss's clock would. */
let clock: PgBoss
beforeAll(async () => {
  database = await testDatabase()
  await startAtOnce(database)
  clock = openBoss(database)
  await clock.start()
  await (await startChores(database, []))()
})
afterAll(() => clock.stop({ graceful: false }))

/** The first start of several processes on an empty database; PGlite knows no second one. */
async function startAtOnce({ kind }: Database): Promise<void> {
  const url = process.env.DATABASE_URL
  if (kind === 'pglite' || !url) return
  const onError = (error: Error) => expect(error).toBeNull()
  const all = await Promise.all(
    Array.from({ length: 6 }, () => openDatabase({ url, dataDir: null, onError })),
  )
  const stops = await Promise.all(all.map((one) => startChores(one, [])))
  await Promise.all(stops.map((stop) => stop()))
  await Promise.all(all.map((one) => one.close()))
}

const ask = (name: string) =>
  clock.send('chores', { name }, { singletonKey: name, heartbeatSeconds: 30, retryLimit: 3 })
const never = '0 0 1 1 *'
const chore = (name: string, run: Chore['run']): Chore => ({ name, cron: never, run })

test('A chore that is asked for many times is done by one of two processes', async () => {
  const url = process.env.DATABASE_URL
  const other = url
    ? await openDatabase({ url, dataDir: null, onError: (error) => expect(error).toBeNull() })
    : database
  let [now, most, done] = [0, 0, 0]
  const list = [
    chore('slow', async () => {
      now += 1
      most = Math.max(most, now)
      await new Promise((resolve) => setTimeout(resolve, 300))
      now -= 1
      done += 1
    }),
  ]
  const stops = [await startChores(database, list), await startChores(other, list)]
  await Promise.all(Array.from({ length: 20 }, () => ask('slow')))
  await until('it is done', () => done > 0 && now === 0)
  expect(most).toBe(1)
  for (const stop of stops) await stop()
  if (other !== database) await other.close()
})

test('A chore whose process died is done by the next one', async () => {
  await ask('left')
  // A process takes it, and says nothing any more.
  const [taken] = await clock.fetch<{ name: string }>('chores', { batchSize: 1 })
  expect(taken?.data.name).toBe('left')
  await database.db.execute(
    sql`update boss.job set heartbeat_on = now() - interval '1 hour' where id = ${taken?.id}::uuid`,
  )
  // The first look gives it up, the second sees that it is at work no more.
  for (const _look of [1, 2]) {
    await database.db.execute(sql`update boss.queue set monitor_on = null, monitor_claim_on = null`)
    await clock.supervise('chores')
  }
  await database.db.execute(sql`update boss.job set start_after = now() where id = ${taken?.id}::uuid`)
  const done: string[] = []
  const stop = await startChores(database, [
    chore('left', async () => done.push('left')),
    chore('next', async () => null),
  ])
  // What is new wakes the workers, who would look by themselves after half a minute.
  await ask('next')
  await until('it is done', () => done.length > 0)
  await stop()
})

test('A stop is told to what is under way and waits for it', async () => {
  let ended = false
  let isRunning = false
  const stop = await startChores(database, [
    chore('long', async (_db, signal) => {
      isRunning = true
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      ended = true
    }),
  ])
  await ask('long')
  await until('it runs', () => isRunning)
  await stop()
  expect(ended).toBe(true)
})

test('The schedules become those of the list, and every chore of Loupe can be done twice', async () => {
  await (await startChores(database, [chore('old', async () => null), chore('kept', async () => null)]))()
  await (await startChores(database, realChores))()
  const names = (await clock.getSchedules('chores')).map((row) => row.key).sort()
  expect(names).toEqual(realChores.map((one) => one.name).sort())
  const signal = new AbortController().signal
  for (const { run } of [...realChores, ...realChores]) await run(database.db, signal)
})
