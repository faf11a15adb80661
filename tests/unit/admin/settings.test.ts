import { desc } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { audit } from '@/db/schema'
import { changeSetting, listSettings } from '@/lib/admin/settings'
import { parseEnv } from '@/lib/env'
import type { UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { readSettings } from '@/lib/settings'
import { testDatabase } from '@/tests/support/database'
import { problemOf } from '@/tests/unit/auth/people'

let db: Db
const admin = { id: 'admin' as UserId }
beforeAll(async () => {
  db = (await testDatabase()).db
})

const change = (name: string, value: string | number | boolean | null) =>
  changeSetting(db, admin, name, { value, reason: 'because' })
const lastNote = async () => (await db.select().from(audit).orderBy(desc(audit.id)).limit(1))[0]
const viewOf = async (name: string) => (await listSettings(db)).find((one) => one.name === name)

describe('a setting', () => {
  test('is of the environment only where a variable is set', () => {
    const parsed = parseEnv({ SIGN_UP: 'open', WELCOME_CREDITS: '' })
    expect('env' in parsed && [...parsed.env.given]).toEqual(['SIGN_UP'])
  })

  test('is as usual until an admin chooses, counts from then on, and goes back', async () => {
    expect(await viewOf('signUp')).toMatchObject({ value: 'invite', isChosen: false, variable: null })
    expect(await change('signUp', 'open')).toBeNull()
    expect((await readSettings(db)).signUp).toBe('open')
    expect(await viewOf('signUp')).toMatchObject({ value: 'open', usual: 'invite', isChosen: true })
    expect(await lastNote()).toMatchObject({
      actor: 'admin',
      action: 'setting.changed',
      subject: 'signUp',
      reason: 'because',
      detail: { before: 'invite', after: 'open' },
    })
    expect(await change('signUp', null)).toBeNull()
    expect((await readSettings(db)).signUp).toBe('invite')
    expect(await lastNote()).toMatchObject({ detail: { before: 'open', after: 'invite' } })
  })

  test('is typed in credits, minutes and days', async () => {
    await change('welcomeCredits', 7.5)
    await change('uncertainAfterMs', 20)
    await change('keepResultsDays', 90)
    await change('mailNotices', false)
    expect(await readSettings(db)).toMatchObject({
      welcomeCredits: 7_500,
      uncertainAfterMs: 1_200_000,
      keepResultsDays: 90,
      mailNotices: false,
    })
    expect(await viewOf('uncertainAfterMs')).toMatchObject({ value: 20, usual: 15 })
    expect(await change('keepResultsDays', null)).toBeNull()
    expect(await readSettings(db)).toMatchObject({ welcomeCredits: 7_500, keepResultsDays: null })
  })

  test('takes no value that makes no sense, and no name that is none', async () => {
    const bad: [string, string | number | boolean][] = [
      ['signUp', 'everybody'],
      ['signUp', 1],
      ['welcomeCredits', -1],
      ['trashDays', 0],
      ['trashDays', 1.5],
      ['keepResultsDays', 1e9],
      ['mailNotices', 'yes'],
      ['uncertainAfterMs', 0],
    ]
    for (const [name, value] of bad)
      expect(problemOf(await change(name, value), 'value')).toBe('setting_value')
    for (const name of ['catalogueGapMs', 'nothing', '__proto__']) {
      const answer = await change(name, 1)
      expect(answer instanceof Refusal && answer.code).toBe('not_found')
    }
  })
})
