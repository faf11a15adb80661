import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { attempts, ledger } from '@/db/schema'
import { balance } from '@/lib/credits/queries'
import { releaseUncertain } from '@/lib/jobs/settle'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person } from './rows'

const LEASE = 15
let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

/** A job of which nobody knows whether KIE took it. */
async function uncertain() {
  const userId = await person(db, 1_000)
  const id = (await heldJob(db, userId, 1_000)) as string
  await advance(db, id, LEASE, 'running')
  await db.update(attempts).set({ state: 'uncertain', taskId: null }).where(eq(attempts.jobId, id))
  return { userId, id }
}
const release = (id: string) => db.transaction((tx) => releaseUncertain(tx, id, 'admin'))
const releases = (id: string) =>
  db
    .select()
    .from(ledger)
    .where(and(eq(ledger.jobId, id), eq(ledger.kind, 'release')))

it('gives up the job that is meant and no other', async () => {
  const [meant, other] = [await uncertain(), await uncertain()]
  expect(await release(meant.id)).toMatchObject({ id: meant.id, status: 'failed', errorCode: 'lost' })
  expect(await jobRow(db, other.id)).toMatchObject({ status: 'running', lease: LEASE })
  expect(await releases(other.id)).toEqual([])
  expect(await balance(db, meant.userId)).toEqual({ available: 1, held: 0 })
  expect(await balance(db, other.userId)).toEqual({ available: 0, held: 1 })
})

it('says no to a job that was given up before, whose attempt is still open', async () => {
  const { id, userId } = await uncertain()
  expect(await release(id)).not.toBeNull()
  const before = await jobRow(db, id)
  expect(await release(id)).toBeNull()
  expect(await jobRow(db, id)).toEqual(before)
  expect(await releases(id)).toHaveLength(1)
  expect(await balance(db, userId)).toEqual({ available: 1, held: 0 })
})
