import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { lossJobs, lostJobs, uncertainJobs } from '@/lib/books/open-jobs'
import { testDatabase } from '../../support/database'
import { advance, heldJob, person } from '../jobs/rows'
import { lives } from './life'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

it('lost jobs are told with what they may have cost at most, those that cost for certain with their loss', async () => {
  const { end, revive, finish } = lives(db)
  const lost = await end({ kind: 'lost', consumed: null })
  const dear = await end({ kind: 'lost', consumed: null })
  await db.execute(sql`alter table jobs disable trigger user`)
  await db.execute(sql`update jobs set list_price = 700 where id = ${dear.id}`)
  await db.execute(sql`alter table jobs enable trigger user`)
  const told = await end({ kind: 'lost', consumed: 300 })
  const late = await end({ kind: 'lost', consumed: null })
  await revive(late, 400)
  await finish(late.userId, late.id, 1)
  await end({ kind: 'failed', code: 'upstream_key', consumed: null })
  const uncertain = (await heldJob(db, await person(db, 900), 900)) as string
  await advance(db, uncertain, 19, 'running')
  await db.execute(sql`update jobs set stage = 'uncertain' where id = ${uncertain}`)

  const figures = (jobs: { id: string; credits: number }[]) => jobs.map(({ id, credits }) => [id, credits])
  expect(figures(await lostJobs(db))).toEqual([
    [dear.id, 0.7],
    [lost.id, 1],
  ])
  expect(figures(await lossJobs(db))).toEqual([
    [late.id, 0.4],
    [told.id, 0.3],
  ])
  expect(figures(await uncertainJobs(db))).toEqual([[uncertain, 0.9]])
})
