import { inArray } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { files, groups, jobInputs, personLimits, priceRules } from '@/db/schema'
import { balance } from '@/lib/credits/queries'
import { newId } from '@/lib/id'
import { insertJob } from '@/lib/jobs/insert'
import { testDatabase } from '../../support/database'
import { jobRow, person } from './rows'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

async function file(userId: string): Promise<string> {
  const id = newId()
  const facts = { kind: 'image' as const, name: 'x.png', mime: 'image/png', bytes: 1, sha256: 'x' }
  await db.insert(files).values({ id, userId, ...facts })
  return id
}

const asking = (userId: string, fileIds: string[], idempotencyKey: string | null = null) => ({
  id: newId(),
  userId,
  model: 'recraft/remove-background',
  input: { image: fileIds[0] },
  fileIds,
  hold: 1_000,
  units: null,
  ruleId: null,
  factor: 1_000,
  listPrice: 1_000,
  batchId: null,
  retryOf: null,
  idempotencyKey,
  requestHash: 'x',
})

describe('jobs that are asked for at once', () => {
  it('share a trip and yet stand or fall alone', async () => {
    const [rich, poor] = [await person(db, 100_000), await person(db, 3_000)]
    const [cup, kettle] = [await file(rich), await file(poor)]
    const goods = Array.from({ length: 8 }, () => asking(rich, [cup]))
    const poors = Array.from({ length: 5 }, () => asking(poor, [kettle]))
    const twins = Array.from({ length: 4 }, () => asking(rich, [cup], 'twin'))
    const broken = asking(rich, ['0'.repeat(26)])
    const all = [...goods, ...poors, broken, ...twins]
    const ends = await Promise.allSettled(all.map((job) => insertJob(db, job)))
    const taken = (jobs: typeof goods) =>
      jobs.filter((job) => {
        const end = ends[all.indexOf(job)]
        return end?.status === 'fulfilled' && end.value !== 'repriced' && end.value?.id === job.id
      }).length
    expect([taken(goods), taken(poors), taken(twins)]).toEqual([8, 3, 1])
    expect(ends.filter((end) => end.status === 'rejected')).toHaveLength(1)
    expect(ends[all.indexOf(broken)]?.status).toBe('rejected')
    expect(await balance(db, rich)).toEqual({ available: 91, held: 9 })
    expect(await balance(db, poor)).toEqual({ available: 0, held: 3 })
  })

  it('keep their inputs in order, and the row is as it was told', async () => {
    const userId = await person(db, 10_000)
    const ids = [await file(userId), await file(userId), await file(userId)]
    const jobs = [asking(userId, ids), asking(userId, ids.toReversed())]
    const rows = await Promise.all(jobs.map((job) => insertJob(db, job)))
    for (const [n, job] of jobs.entries()) {
      expect(rows[n]).toEqual(await jobRow(db, job.id))
    }
    const inputs = await db
      .select()
      .from(jobInputs)
      .where(
        inArray(
          jobInputs.jobId,
          jobs.map(({ id }) => id),
        ),
      )
    for (const job of jobs) {
      const own = inputs.filter(({ jobId }) => jobId === job.id).sort((a, b) => a.position - b.position)
      expect(own.map(({ position, fileId }) => [position, fileId])).toEqual(
        job.fileIds.map((id, n) => [n, id]),
      )
    }
  })

  it('stand at the price and within the models that count when they are stored', async () => {
    const [free, bound, grouped] = [await person(db, 9_000), await person(db, 9_000), await person(db, 9_000)]
    const groupId = newId()
    await db.insert(groups).values({ id: groupId, name: 'Cutters', models: ['recraft/remove-background'] })
    await db.insert(personLimits).values([
      { userId: bound, groupId, models: ['nano-banana-pro'] },
      { userId: grouped, groupId },
    ])
    const [rule] = await db
      .insert(priceRules)
      .values({ modelId: 'nano-banana-pro', kind: 'times', factor: 2_000, reason: 'Test', madeBy: free })
      .returning()
    const ask = async (userId: string, model: string, ruleId: number | null) => {
      const row = await insertJob(db, { ...asking(userId, [await file(userId)]), model, ruleId })
      return row === null || row === 'repriced' ? row : 'taken'
    }
    const [own, other] = ['recraft/remove-background', 'nano-banana-pro']
    const now = rule?.id ?? 0
    expect(await Promise.all([ask(free, own, null), ask(free, other, now)])).toEqual(['taken', 'taken'])
    expect(await Promise.all([ask(free, own, now), ask(free, other, null)])).toEqual(['repriced', 'repriced'])
    expect(await Promise.all([ask(bound, own, null), ask(bound, other, now)])).toEqual([null, 'taken'])
    expect(await Promise.all([ask(grouped, own, null), ask(grouped, other, now)])).toEqual(['taken', null])
    expect(await balance(db, free)).toEqual({ available: 7, held: 2 })
  })
})
