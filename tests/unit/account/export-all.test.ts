import { buffer } from 'node:stream/consumers'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import {
  accounts,
  boardItems,
  boards,
  favourites,
  files,
  finishPresets,
  groups,
  jobInputs,
  jobs,
  mailNotices,
  personLimits,
  presets,
  shareItems,
  shares,
  users,
} from '@/db/schema'
import { exportZip } from '@/lib/account/export'
import { newId } from '@/lib/id'
import type { AttemptRow } from '@/lib/jobs/queue'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
import { settleDone } from '@/lib/jobs/settle'
import { rowsOf } from '@/lib/rows'
import { testDatabase } from '@/tests/support/database'
import { asSession, person } from '@/tests/unit/auth/people'
import { advance, heldJob } from '@/tests/unit/jobs/rows'
import { unzip } from './unzip'

const LEASE = 31

/** Where a table's rows of a person are in the ZIP. */
const exported: Record<string, string> = {
  accounts: 'account.json',
  balances: 'account.json',
  board_items: 'boards.ndjson',
  boards: 'boards.ndjson',
  favourites: 'favourite-models.ndjson',
  files: 'files.ndjson',
  finish_presets: 'finish-presets.ndjson',
  job_inputs: 'jobs.ndjson',
  jobs: 'jobs.ndjson',
  ledger: 'credits.csv',
  mail_notices: 'mails.ndjson',
  person_limits: 'account.json',
  presets: 'presets.ndjson',
  sessions: 'account.json',
  share_items: 'shares.ndjson',
  shares: 'shares.ndjson',
  users: 'account.json',
}

const worded = 'The words of what is exported itself, kept for finding it'
const admins = 'What an admin did with the installation, which is not theirs alone'
const exempt: Record<string, string> = {
  attempts: 'How Loupe spoke with KIE about a job; what came of it is the job’s and its files',
  code_redemptions: 'Each is a line of credits.csv',
  gallery_months: 'Counts of the files that are exported',
  gallery_versions: 'A counter of changes',
  gallery_words: worded,
  person_words: worded,
  links: 'Secrets that open an account; the account that they opened is exported',
  passwords: 'A hash of a secret',
  share_presses: 'Who looked at a link, and not whose it is',
  turns: 'Whose job is sent next',
  admin_requests: admins,
  audit: admins,
  book_alarms: admins,
  book_audits: admins,
  code_batches: admins,
  codes: admins,
  model_checks: admins,
  model_findings: admins,
  price_rules: admins,
}

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

/** Every table that points to a person, to what is a person's, or names somebody without a foreign key. */
const personal = async () =>
  (
    await rowsOf<{ name: string }>(
      db,
      sql`with recursive theirs (name) as (
        select 'users'
        union
        select c.conrelid::regclass::text from pg_constraint c
          join theirs on c.confrelid = theirs.name::regclass where c.contype = 'f'
      )
      select name from theirs
      union
      select table_name from information_schema.columns where table_schema = 'public'
        and table_name in (select tablename from pg_tables where schemaname = 'public')
        and (column_name in ('actor', 'user_id', 'person') or column_name like '%\_by')
      order by name`,
    )
  ).map(({ name }) => name)

const jsonLines = (text: string | undefined) =>
  (text ?? '')
    .split('\n')
    .filter(Boolean)
    .map((one) => JSON.parse(one))

/** Somebody with a row in every table that is exported. */
async function withEverything(name: string) {
  const user = await person(db, `${name}@x.example`)
  const [id, userId] = [(part: string) => `${name}-${part}`, user.id]
  const file = { userId, kind: 'image' as const, mime: 'image/png', bytes: 3, sha256: 'x' }
  const jobId = (await heldJob(db, userId, 1_000, new Date(), { input: { prompt: id('prompt') } })) as string
  const retried = (await heldJob(db, userId, 500)) as string
  await db
    .update(jobs)
    .set({ retryOf: jobId, batchId: id('batch') })
    .where(eq(jobs.id, retried))
  await advance(db, jobId, LEASE, 'storing')
  const made = { ...file, id: newId(), jobId, position: 0, model: 'x', name: 'cup.png', isFavourite: true }
  const given = { ...file, id: newId(), name: 'cup.png', trashedAt: new Date(0) }
  await db.insert(files).values([made, given])
  const finish = {
    ...file,
    id: newId(),
    name: 'white.png',
    finishOf: made.id,
    recipe: { to: id('recipe') },
  }
  await db.insert(files).values(finish)
  await db.insert(jobInputs).values({ jobId, fileId: given.id, position: 0 })
  const attempt = (await lastAttempt(db, jobId)) as AttemptRow
  await settleDone({ db, lease: LEASE, jobId } as Run, attempt, 1, 1)
  await db.insert(accounts).values({ provider: 'github', providerAccountId: id('github'), userId })
  await db.insert(favourites).values({ userId, modelId: id('model') })
  await db.insert(presets).values({ id: id('preset'), userId, modelId: 'x', name: 'Mine', input: { n: 1 } })
  const recipe = { to: 'white' }
  await db.insert(finishPresets).values({ id: id('finishing'), userId, name: 'Mine', recipe })
  const shared = { creditsADay: 9_000, jobsAtOnce: 3, models: ['x'] }
  await db.insert(groups).values({ id: id('group'), name: `${id('group')} of the slow payers`, ...shared })
  await db.insert(personLimits).values({ userId, groupId: id('group'), creditsADay: 2_500 })
  await db.insert(boards).values({ id: id('board'), userId, name: 'Cups' })
  const [first, then] = [{ place: 'B' }, { place: 'a' }]
  await db.insert(boardItems).values([
    { boardId: id('board'), fileId: made.id, ...then },
    { boardId: id('board'), fileId: finish.id, ...first },
  ])
  await db
    .insert(shares)
    .values({ id: id('share'), userId, tokenHash: id('hash'), title: 'Look', passwordHash: 'y' })
  await db.insert(shareItems).values({ shareId: id('share'), fileId: made.id, position: 0 })
  await db.insert(mailNotices).values({ userId, setId: id('set'), done: 1, failed: 0 })
  const lastSeenAt = new Date()
  await db
    .update(users)
    .set({ lastSeenAt, name: id('name') })
    .where(eq(users.id, userId))
  return { user, lastSeenAt, jobId, retried, made: made.id, given: given.id, finish: finish.id }
}

test('Every table that has something of a person is exported, or is not for a reason', async () => {
  expect([...Object.keys(exported), ...Object.keys(exempt)].sort()).toEqual((await personal()).sort())
})

test('What a person keeps is in the ZIP, and nothing of anybody else', async () => {
  const mine = await withEverything('zoezoe')
  const other = await withEverything('yanyan')
  const zip = unzip(await buffer(exportZip(db, await asSession(db, mine.user), 'en')))
  const text = (name: string) => zip.get(name)?.toString()
  for (const [table, name] of Object.entries(exported)) expect(text(name), table).toBeTruthy()
  for (const [name, bytes] of zip)
    for (const theirs of ['yanyan', other.user.id, other.jobId])
      expect(bytes.toString(), name).not.toContain(theirs)

  expect(text('account.json')).not.toContain('slow payers')
  expect(JSON.parse(text('account.json') ?? '')).toMatchObject({
    ...{ id: mine.user.id, lastSeenAt: mine.lastSeenAt.toISOString(), credits: { held: 0.5 } },
    // Their own, else their group's, whose name is the admins' alone.
    limits: { creditsADay: 2.5, jobsAtOnce: 3, models: ['x'] },
    providers: [{ provider: 'github', account: 'zoezoe-github' }],
    sessions: [{ browser: 'Test', address: '127.0.0.1' }],
  })
  const [retried, job] = jsonLines(text('jobs.ndjson'))
  expect(job).toMatchObject({
    ...{ id: mine.jobId, status: 'done', price: 1, input: { prompt: 'zoezoe-prompt' }, retryOf: null },
    ...{ inputs: [mine.given], outputs: [mine.made] },
    receipt: [
      { kind: 'hold', credits: 1 },
      { kind: 'capture', credits: 1 },
    ],
  })
  expect(retried).toMatchObject({
    id: mine.retried,
    retryOf: mine.jobId,
    batchId: 'zoezoe-batch',
    outputs: [],
  })
  const listed = jsonLines(text('files.ndjson'))
  expect(listed.map(({ path }) => path).sort()).toEqual(
    ['files/cup (2).png', 'files/cup.png', 'files/white.png'].sort(),
  )
  for (const { path } of listed) expect([...zip.keys()]).toContain(path)
  const fileOf = (id: string) => listed.find((file) => file.id === id)
  expect(fileOf(mine.made)).toMatchObject({
    jobId: mine.jobId,
    position: 0,
    isFavourite: true,
    trashedAt: null,
  })
  expect(fileOf(mine.given)).toMatchObject({ jobId: null, trashedAt: '1970-01-01T00:00:00.000Z' })
  expect(fileOf(mine.finish)).toMatchObject({ finishOf: mine.made, recipe: { to: 'zoezoe-recipe' } })
  expect(jsonLines(text('boards.ndjson'))).toMatchObject([{ name: 'Cups', files: [mine.finish, mine.made] }])
  const [share] = jsonLines(text('shares.ndjson'))
  expect(share).toMatchObject({ id: 'zoezoe-share', title: 'Look', hasPassword: true, files: [mine.made] })
  expect(Object.keys(share)).not.toContain('tokenHash')
  expect(jsonLines(text('presets.ndjson'))).toMatchObject([
    { id: 'zoezoe-preset', name: 'Mine', input: { n: 1 } },
  ])
  expect(jsonLines(text('finish-presets.ndjson'))).toMatchObject([{ id: 'zoezoe-finishing' }])
  expect(jsonLines(text('favourite-models.ndjson'))).toMatchObject([{ model: 'zoezoe-model' }])
  expect(jsonLines(text('mails.ndjson'))).toMatchObject([{ setId: 'zoezoe-set', done: 1 }])
})

test('More than a page of a kind is there, each once', async () => {
  const user = await person(db, 'many@x.example')
  const many = Array.from({ length: 450 }, (_, n) => `m${String(n).padStart(3, '0')}`)
  await db.insert(favourites).values(many.map((modelId) => ({ userId: user.id, modelId })))
  for (const n of [1, 2, 3]) await heldJob(db, user.id, 0, new Date(n))
  const zip = unzip(await buffer(exportZip(db, await asSession(db, user), 'en')))
  const lines = (name: string) => jsonLines(zip.get(name)?.toString())
  expect(lines('favourite-models.ndjson').map(({ model }) => model)).toEqual(many)
  expect(lines('jobs.ndjson')).toHaveLength(3)
})
