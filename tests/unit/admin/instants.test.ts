import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { auditExportQuery, auditPage, auditQuery } from '@/lib/admin/audit'
import { listAllJobs } from '@/lib/admin/jobs-list'
import { jobsQuery } from '@/lib/admin/jobs-query'
import { findPeople, peopleQuery } from '@/lib/admin/people'
import { newRuleSchema } from '@/lib/admin/price-schema'
import { codeBatchSchema } from '@/lib/credits/schema'
import { readQuery } from '@/lib/query'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { person } from '../jobs/rows'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
  await person(db, 0)
})

const search = (name: string, value: string) => new URLSearchParams([[name, value]])
/** What a list of admins answers, as its route asks for it. */
async function jobs(name: string, value: string) {
  const query = readQuery(jobsQuery, search(name, value))
  return query instanceof Refusal ? query : listAllJobs(db, query, 'en')
}
async function audits(name: string, value: string) {
  const query = readQuery(auditQuery, search(name, value))
  return query instanceof Refusal ? query : auditPage(db, query)
}
async function people(place: string) {
  const cursor = Buffer.from(JSON.stringify([place, 'a'])).toString('base64url')
  const query = readQuery(peopleQuery, search('cursor', cursor))
  return query instanceof Refusal ? query : findPeople(db, query)
}
const refusedAt = (answer: unknown) => answer instanceof Refusal && answer.options.fields

/** The first and the last instant whose year has four digits, wherever they are said. */
const kept = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-11-22T10:00:00+14:00']
const beyond = ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00']

test('an instant that the database cannot hold is refused as of the wrong form, wherever it is asked for', async () => {
  const wrong = (name: string) => ({ [name]: { key: 'wrong_form' } })
  for (const at of beyond)
    for (const name of ['from', 'to']) {
      expect(refusedAt(await jobs(name, at)), at).toEqual(wrong(name))
      expect(refusedAt(await audits(name, at)), at).toEqual(wrong(name))
      expect(refusedAt(readQuery(auditExportQuery, search(name, at))), at).toEqual(wrong(name))
    }
  expect(refusedAt(await jobs('cursor', '999999999999999.a'))).toEqual(wrong('cursor'))
  expect(refusedAt(await audits('cursor', '999999999999999.1'))).toEqual(wrong('cursor'))
  for (const place of ['999999999999999', '-99999999999999', '9e99', 'x'])
    expect(refusedAt(await people(place)), place).toEqual(wrong('cursor'))
  const rule = { model: null, rule: null, reason: 'x' }
  const batch = { amount: 1, count: 1, uses: 1, note: 'x' }
  for (const at of beyond) {
    expect(newRuleSchema.safeParse({ ...rule, from: at }).success, at).toBe(false)
    expect(codeBatchSchema.safeParse({ ...batch, expiresAt: at }).success, at).toBe(false)
  }
})

test('the first and the last that it can hold are taken, and the database holds them', async () => {
  for (const at of kept) {
    for (const name of ['from', 'to']) {
      expect(await jobs(name, at), at).not.toBeInstanceOf(Refusal)
      expect(await audits(name, at), at).not.toBeInstanceOf(Refusal)
    }
    expect(newRuleSchema.safeParse({ model: null, rule: null, reason: 'x', from: at }).success).toBe(true)
    await db.execute(sql`select ${at}::timestamptz`)
  }
  expect(await jobs('cursor', '253402300799999.a')).not.toBeInstanceOf(Refusal)
  expect(await people('253402300799999')).not.toBeInstanceOf(Refusal)
})
