import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { attempts, files, jobInputs } from '@/db/schema'
import { blobKey, store } from '@/lib/files/store'
import { newId } from '@/lib/id'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
import { askXty } from '@/lib/jobs/xty'
import type { XtyOutcome } from '@/lib/xty/types'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person } from './rows'

const LEASE = 21
let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

/** A job with a picture, whose attempt is committed and not yet answered. */
async function begun(): Promise<string> {
  const userId = await person(db, 1_000)
  const id = (await heldJob(db, userId, 1_000)) as string
  const file = {
    id: newId(),
    userId,
    kind: 'image' as const,
    name: 'x.png',
    mime: 'image/png',
    bytes: 3,
    sha256: 'x',
  }
  await db.insert(files).values({ ...file, cleanMime: 'image/png', cleanBytes: 3 })
  for (const variant of ['original', 'clean'] as const)
    await store().put(blobKey(file.id, variant), Buffer.from('cat'), { mime: file.mime })
  await db.insert(jobInputs).values({ jobId: id, position: 0, fileId: file.id })
  await advance(db, id, LEASE, 'running')
  await db.update(attempts).set({ taskId: null, state: 'begun' }).where(eq(attempts.jobId, id))
  return id
}

async function answered(id: string, outcome: XtyOutcome) {
  const job = await jobRow(db, id)
  if (!job) throw new Error('no job')
  const run = {
    ...{ db, lease: LEASE, jobId: id },
    upstream: { xty: { removeBackground: async () => outcome } },
    turn: async () => ({ jobId: id, n: 1, nonce: 'nonce', atMs: performance.now() }),
  } as unknown as Run
  return askXty(run, job)
}

const answers: [string, XtyOutcome, string, string][] = [
  ['made', { kind: 'made', url: 'https://x.example/1.png' }, 'bound', 'storing'],
  ['refused', { kind: 'refused', reason: 'invalid', message: 'No', retryAfterMs: null }, 'refused', 'failed'],
  ['unclear', { kind: 'uncertain', message: 'No answer' }, 'uncertain', 'running'],
]
it.for(answers)('what is %s changes its own attempt alone', async ([, outcome, state, status]) => {
  const [id, other] = [await begun(), await begun()]
  const before = [await jobRow(db, other), await lastAttempt(db, other)]
  await answered(id, outcome)
  expect((await lastAttempt(db, id))?.state).toBe(state)
  expect((await jobRow(db, id))?.status).toBe(status)
  expect([await jobRow(db, other), await lastAttempt(db, other)]).toEqual(before)
})
