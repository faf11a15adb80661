import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '@/db/open'
import { jobs, ledger, settings, users } from '@/db/schema'
import { newId } from '@/lib/id'
import { canMailNotices, mailEnded } from '@/lib/notices/mail'
import { testDatabase } from '@/tests/support/database'
import { type Mailbox, openMailbox } from '@/tests/support/mailbox'
import { person } from '@/tests/unit/jobs/rows'

let database: Database
let mailbox: Mailbox
beforeAll(async () => {
  mailbox = await openMailbox()
  process.env.SMTP_URL = mailbox.url
  process.env.MAIL_FROM = 'loupe@x.example'
  process.env.APP_URL = 'https://loupe.example'
  database = await testDatabase()
})
afterAll(() => mailbox.close())

type Locale = 'en' | 'ru' | 'zh'

async function reader(notices: Record<string, boolean> = { mail: true }, locale: Locale | null = null) {
  const id = await person(database.db, 0)
  await database.db.update(users).set({ notices, locale }).where(eq(users.id, id))
  return { id, address: `${id}@example.com` }
}

/** A job that was submitted so many minutes ago and costs nothing. */
async function job(userId: string, minutes: number, part: Partial<typeof jobs.$inferInsert> = {}) {
  const id = newId()
  await database.db.transaction(async (tx) => {
    const createdAt = new Date(Date.now() - minutes * 60_000)
    await tx.insert(jobs).values({
      id,
      userId,
      model: 'recraft/remove-background',
      input: {},
      hold: 0,
      requestHash: id,
      createdAt,
      ...part,
    })
    await tx.insert(ledger).values({ ...money, kind: 'hold', userId, jobId: id })
  })
  return id
}
const money = { debit: 'user.available', credit: 'user.held', amount: 0, actor: 'system', reason: 'test' }

const fail = (id: string, status: 'failed' | 'canceled' = 'failed') =>
  database.db.transaction(async (tx) => {
    const [row] = await tx
      .update(jobs)
      .set({ status, finishedAt: new Date(), wakeAt: null })
      .where(eq(jobs.id, id))
      .returning()
    const back = { ...money, debit: 'user.held', credit: 'user.available' }
    await tx.insert(ledger).values({ ...back, kind: 'release', userId: row?.userId ?? '', jobId: id })
  })
const lettersTo = (address: string) => mailbox.letters.filter(({ to }) => to === address)

test('A set that took long is told of once, when its last job has ended, whoever looks', async () => {
  const url = process.env.DATABASE_URL
  const other = url
    ? await openDatabase({ url, dataDir: null, onError: (error) => expect(error).toBeNull() })
    : database
  const { id, address } = await reader()
  const set = newId()
  const all = [await job(id, 9, { batchId: set }), await job(id, 8, { batchId: set })]
  await fail(all[0] ?? '')
  await mailEnded(database.db)
  expect(lettersTo(address)).toEqual([])
  await fail(all[1] ?? '')
  await Promise.all([
    mailEnded(database.db),
    mailEnded(other.db),
    mailEnded(database.db),
    mailEnded(other.db),
  ])
  await mailEnded(database.db)
  expect(lettersTo(address)).toEqual([
    expect.objectContaining({ subject: 'Your jobs have ended: 0 done, 2 failed' }),
  ])
  expect(lettersTo(address)[0]?.text).toContain('https://loupe.example/gallery')
  if (other !== database) await other.close()
})

test('A single job is told of in its own language with a link to it, and its other tries do not count', async () => {
  const { id, address } = await reader({ mail: true }, 'ru')
  const first = await job(id, 30)
  await fail(first)
  const again = await job(id, 6, { retryOf: first })
  await fail(again)
  await mailEnded(database.db)
  const letters = lettersTo(address)
  expect(letters).toHaveLength(1)
  expect(letters[0]?.text).toContain(`https://loupe.example/jobs/${again}`)
  expect(letters[0]?.text).toContain('Не вышло: 1')
})

test('Nothing is sent of quick or cancelled jobs, to who did not ask, is shut out, or where an admin said no', async () => {
  const quick = await reader()
  await fail(await job(quick.id, 2))
  const canceled = await reader()
  await fail(await job(canceled.id, 9), 'canceled')
  const silent = await reader({ sound: true })
  await fail(await job(silent.id, 9))
  const shut = await reader()
  await fail(await job(shut.id, 9))
  await database.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, shut.id))
  await mailEnded(database.db)
  for (const { address } of [quick, canceled, silent, shut]) expect(lettersTo(address)).toEqual([])

  const eager = await reader()
  await fail(await job(eager.id, 9))
  await database.db.insert(settings).values({ key: 'mailNotices', value: false })
  expect(await canMailNotices(database.db)).toBe(false)
  await mailEnded(database.db)
  expect(lettersTo(eager.address)).toEqual([])
  await database.db.delete(settings)
  await mailEnded(database.db)
  expect(lettersTo(eager.address)).toHaveLength(1)
})

test('A mail that the server did not take is sent again later, a few times', async () => {
  const { id, address } = await reader()
  await fail(await job(id, 9))
  const away = () => Promise.reject(new Error('the mail server is away'))
  expect(await mailEnded(database.db, away)).toBe(0)
  expect(await mailEnded(database.db)).toBe(0)
  const later = () =>
    database.db.execute(
      sql`update mail_notices set tried_at = now() - interval '11 minutes' where user_id = ${id}`,
    )
  await later()
  expect(await mailEnded(database.db)).toBe(1)
  await later()
  expect(await mailEnded(database.db)).toBe(0)
  expect(lettersTo(address)).toHaveLength(1)
})
