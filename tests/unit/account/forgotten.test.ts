import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import {
  accounts,
  attempts,
  boards,
  favourites,
  files,
  finishPresets,
  groups,
  jobs,
  mailNotices,
  personLimits,
  presets,
  sessions,
  shares,
  users,
  verificationTokens,
} from '@/db/schema'
import { closeDue } from '@/lib/account/close'
import { movePersonsCredits } from '@/lib/admin/credits'
import { invite } from '@/lib/auth/invitations'
import { acceptInvitation } from '@/lib/auth/join'
import type { SessionUser } from '@/lib/auth/session'
import { newId } from '@/lib/id'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
import { settleDone, settleFailed } from '@/lib/jobs/settle'
import { Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { testDatabase } from '@/tests/support/database'
import { asSession, person } from '@/tests/unit/auth/people'
import { advance, heldJob, jobRow } from '@/tests/unit/jobs/rows'

const WORD = 'zwetschge'
const EMAIL = `${WORD}@plum.example`
const OTHER_WORD = 'mirabelle'
const LEASE = 23

/** Where the word may stay, and why. */
const stays = {
  'audit.reason': 'What an admin wrote into the list of acts, which nobody changes',
  'ledger.reason': 'What an admin wrote into the books, which nobody changes',
}

/** Of tables about people, their jobs and files: what Loupe writes, and no person types. */
const ours = new RegExp(
  `^(${[
    ...[
      'id',
      '\\w+_id',
      'kind',
      'status',
      'state',
      'stage',
      'role',
      'locale',
      'provider',
      'mime',
      'clean_mime',
    ],
    ...['model', 'month', 'day', 'place', 'actor', 'debit', 'credit', 'created_by', 'used_by', 'by', 'nonce'],
    ...[
      'error_code',
      'retry_of',
      'finish_of',
      'token_hash',
      'password_hash',
      'hash',
      'token',
      'request_hash',
    ],
    ...['notices', 'seed', 'tail', 'address'],
  ].join('|')})$`,
)

let db: Db
let admin: SessionUser
beforeAll(async () => {
  db = (await testDatabase()).db
  admin = await asSession(db, await person(db, 'admin@x.example', { role: 'admin' }))
})

/** Every column of the database that can hold words. */
const columns = () =>
  rowsOf<{ table: string; column: string; personal: boolean }>(
    db,
    sql`select c.table_name as table, c.column_name as column, exists (
        select from information_schema.columns k where k.table_schema = c.table_schema
          and k.table_name = c.table_name and k.column_name in ('user_id', 'job_id', 'used_by', 'identifier')
          or c.table_name = 'users') as personal
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
        and c.data_type in ('text', 'jsonb', 'json', 'ARRAY', 'character varying', 'USER-DEFINED')
      order by 1, 2`,
  )

/** The columns that hold a text, in any letters, and in how many rows. */
async function rowsHolding(text: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const { table, column } of await columns()) {
    const [row] = await rowsOf<{ n: number }>(
      db,
      sql`select count(*)::int as n from ${sql.identifier(table)}
        where ${sql.identifier(column)}::text ilike ${`%${text}%`}`,
    )
    if (row && row.n > 0) found[`${table}.${column}`] = row.n
  }
  return found
}

const holding = async (text: string) => Object.keys(await rowsHolding(text))

const runOf = (jobId: string) => ({ db, lease: LEASE, jobId }) as Run
const result = (userId: string, jobId: string, word = WORD) => ({
  ...{ id: newId(), userId, jobId, model: 'recraft/remove-background', position: 0, kind: 'image' as const },
  ...{
    name: `${word}-no-background.png`,
    mime: 'image/png',
    bytes: 3,
    sha256: word,
    placeholder: `data:${word}`,
  },
})

/** A job as it is when its result is there but not stored; it says the word wherever it can. */
async function announced(userId: string, word = WORD): Promise<string> {
  const id = (await heldJob(db, userId, 1_000, new Date(), {
    input: { prompt: `A ${word} on a table` },
  })) as string
  await db
    .update(jobs)
    .set({ batchId: word, idempotencyKey: `${word} ${id}` })
    .where(eq(jobs.id, id))
  await advance(db, id, LEASE, 'storing')
  await db
    .update(attempts)
    .set({ record: { urls: [`https://x.example/${word}`], texts: [word] }, error: word, taskId: newId() })
    .where(eq(attempts.jobId, id))
  return id
}

async function settled(id: string): Promise<void> {
  const attempt = await lastAttempt(db, id)
  if (!attempt) throw new Error('no attempt')
  await settleDone(runOf(id), attempt, 1, 1)
}

/** The path of an invitation to this address. */
async function invited(email = EMAIL): Promise<string> {
  const made = await invite(db, admin, { email, role: 'user', credits: 0 }, 'A colleague')
  if (made instanceof Refusal || !made.path) throw new Error('no invitation')
  return made.path
}

/** Somebody who left their word everywhere. */
async function planted(): Promise<string> {
  const path = await invited(`first-${EMAIL}`)
  const typed = { email: null, name: `Ada ${WORD}`, password: 'correct horse battery', locale: 'en' as const }
  const user = await acceptInvitation(db, path.split('/')[2] ?? '', typed)
  if (user instanceof Refusal) throw new Error(user.code)
  const userId = user.id
  // Their address has changed since; another invitation is to the new one.
  await db.update(users).set({ email: EMAIL }).where(eq(users.id, userId))
  await invited()
  await movePersonsCredits(db, admin, userId, { amount: 50, reason: `For ${WORD}` }, newId())
  await db
    .insert(sessions)
    .values({ id: newId(), userId, agent: WORD, expiresAt: sql`now() + interval '1 day'` })
  await db.insert(accounts).values({ provider: 'github', providerAccountId: WORD, userId })
  await db.insert(verificationTokens).values({ identifier: EMAIL, token: 'x', expires: new Date(9e12) })
  await db.insert(favourites).values({ userId, modelId: WORD })
  await db.insert(presets).values({ id: newId(), userId, modelId: 'x', name: WORD, input: { prompt: WORD } })
  await db.insert(groups).values({ id: 'group', name: 'Shop' })
  await db.insert(personLimits).values({ userId, groupId: 'group', models: [WORD] })

  const done = await announced(userId)
  const file = result(userId, done)
  const upload = { ...file, id: newId(), jobId: null, model: null, position: null }
  await db.insert(files).values([file, upload])
  await settled(done)
  const background = { ...upload, id: newId() }
  const finish = { ...upload, id: newId(), finishOf: file.id, recipe: { background: WORD } }
  // Emptied from the trash before: its row is still there, with its words.
  const gone = { ...result(userId, done), position: 1, trashedAt: new Date(), deletedAt: new Date() }
  await db.insert(files).values([background, finish, gone])
  const failed = await announced(userId)
  await settleFailed(runOf(failed), 'storing', { code: 'refused', detail: `No ${WORD} here` })

  const recipe = { id: newId(), userId, name: WORD, recipe: { text: WORD }, backgroundId: background.id }
  await db.insert(finishPresets).values(recipe)
  await db.insert(boards).values({ id: 'board', userId, name: WORD })
  await db.insert(shares).values({ id: 'share', userId, tokenHash: 'x', title: WORD })
  await db.insert(mailNotices).values({ userId, setId: WORD, done: 1, failed: 0 })
  return userId
}

/** Somebody who stays, with another word. */
async function bystander(): Promise<void> {
  const { id: userId } = await person(db, `${OTHER_WORD}@pear.example`)
  const done = await announced(userId, OTHER_WORD)
  const file = result(userId, done, OTHER_WORD)
  await db
    .insert(files)
    .values([file, { ...file, id: newId(), position: 1, deletedAt: new Date(), trashedAt: new Date() }])
  await settled(done)
  await invited(`colleague-of-${OTHER_WORD}@pear.example`)
}

test('Nothing that a person said stays in any column when their account is gone, also of a late result', async () => {
  await bystander()
  const othersWords = await rowsHolding(OTHER_WORD)
  const userId = await planted()
  const lost = await announced(userId)
  const attempt = await lastAttempt(db, lost)
  await settleFailed(runOf(lost), 'storing', { code: 'lost', attempt })

  const before = await holding(WORD)
  // Of the ledger, which Loupe alone writes, only the reason is somebody's words.
  const forgotten = (await columns())
    .filter(({ table, column, personal }) => personal && !ours.test(column) && table !== 'ledger')
    .map(({ table, column }) => `${table}.${column}`)
  expect(
    forgotten.filter((name) => !before.includes(name)),
    'columns that this test should plant its word in',
  ).toEqual([])

  await db.update(users).set({ closingAt: sql`now() - interval '8 days'` }).where(eq(users.id, userId))
  expect(await closeDue(db)).toBe(1)
  expect(await holding(WORD)).toEqual(Object.keys(stays).sort())
  expect(await holding(EMAIL)).toEqual([])
  expect(await rowsHolding(OTHER_WORD)).toEqual(othersWords)

  await db
    .update(jobs)
    .set({ lease: LEASE, status: 'storing', finishedAt: null, errorCode: null })
    .where(eq(jobs.id, lost))
  await db.insert(files).values(result(userId, lost))
  await settled(lost)
  expect(await closeDue(db)).toBe(0)
  expect(await holding(WORD)).toEqual(Object.keys(stays).sort())
  // What the books need is there.
  expect(await jobRow(db, lost)).toMatchObject({
    status: 'done',
    hold: 1_000,
    input: {},
    model: expect.any(String),
  })
})

test('What was asked for is forgotten with its person only', async () => {
  const user = await person(db, 'here@x.example')
  const id = (await heldJob(db, user.id, 1_000, new Date(), { input: { prompt: 'pear' } })) as string
  const change = (set: object) =>
    db
      .update(jobs)
      .set(set)
      .where(eq(jobs.id, id))
      .then(
        () => 'done',
        (error: Error) => String(error.cause),
      )
  const refused = expect.stringContaining('does not change')
  expect(await change({ input: {}, requestHash: '' })).toEqual(refused)
  await db.update(users).set({ closingAt: new Date(), disabledAt: new Date() }).where(eq(users.id, user.id))
  expect(await change({ input: {}, requestHash: '' }), 'open').toEqual(refused)
  await db.update(users).set({ closingAt: sql`now() - interval '8 days'` }).where(eq(users.id, user.id))
  expect(await closeDue(db), 'a suspended person’s waiting jobs are canceled').toBe(1)
  expect(await jobRow(db, id)).toMatchObject({ status: 'canceled', input: {}, requestHash: '' })
  expect(await change({ input: { prompt: 'other' } })).toEqual(refused)
  expect(await change({ hold: 1 })).toEqual(refused)
})
