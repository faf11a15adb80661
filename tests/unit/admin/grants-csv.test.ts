import { eq, inArray, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { audit, ledger, users } from '@/db/schema'
import { checkGrants, grantFromFile } from '@/lib/admin/grants-csv'
import { MOST_LINES } from '@/lib/credits/bounds'
import { balance } from '@/lib/credits/queries'
import type { UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { heldJob, person } from '../jobs/rows'

let db: Db
let admin: { id: UserId }
beforeAll(async () => {
  db = (await testDatabase()).db
  admin = { id: (await person(db, 0)) as UserId }
})

const people = (count: number) => Promise.all(Array.from({ length: count }, () => person(db, 0)))
const mailOf = (id: string) => `${id}@example.com`
const grant = (text: string, key: string, reason = 'Spring') =>
  grantFromFile(db, admin, { text, reason }, key)
const check = (text: string) => checkGrants(db, text, 'en')
const fieldsOf = (answer: unknown) => (answer instanceof Refusal ? answer.options.fields : answer)
const availableOf = async (ids: string[]) =>
  (await Promise.all(ids.map((id) => balance(db, id)))).map(({ available }) => available)
const movesOf = (ids: string[]) => db.select().from(ledger).where(inArray(ledger.userId, ids))

describe('a file of grants', () => {
  test('grants each person their own once, however often it is sent at once', async () => {
    const [ann = '', ben = '', cleo = ''] = await people(3)
    const text = `\ufeffReason;Name;E-mail;Credits\r\n;Ann;${mailOf(ann).toUpperCase()};2,5\r\nLamps;;${ben};1 000\r\n\r\n;;" ${mailOf(cleo)}";0.125\r\n`
    expect(await check(text)).toMatchObject({ people: 3, credits: 1_002.625, withoutReason: 2, bad: 0 })
    expect(await availableOf([ann, ben, cleo])).toEqual([0, 0, 0])

    const answers = await Promise.all(Array.from({ length: 12 }, () => grant(text, 'file')))
    expect(answers).toEqual(
      Array(12).fill({ people: 3, credits: 1_002.625, taken: 0, file: expect.any(String) }),
    )
    expect(await check(text), 'opened again').toMatchObject({ grantedAt: expect.stringMatching(/^20.*Z$/) })
    expect(await check(`${text}\n`), 'other lines').toMatchObject({ grantedAt: null })
    expect(await grant(text, 'file')).toEqual(answers[0])
    expect(await availableOf([ann, ben, cleo])).toEqual([2.5, 1_000, 0.125])
    expect((await movesOf([ann, ben, cleo])).map(({ reason }) => reason).sort()).toEqual([
      'Lamps',
      'Spring',
      'Spring',
    ])
    const [note, ...more] = await db.select().from(audit).where(eq(audit.subject, ben))
    expect(more).toEqual([])
    expect(note).toMatchObject({
      ...{ actor: admin.id, action: 'credits.granted', reason: 'Lamps' },
      detail: { credits: 1_000, before: 0, after: 1_000 },
    })
  })

  test('is another request with another line or reason', async () => {
    const [ann = '', ben = ''] = await people(2)
    await grant(`${ann},1`, 'mine')
    for (const answer of [await grant(`${ann},2`, 'mine'), await grant(`${ann},1`, 'mine', 'Autumn')])
      expect(answer).toMatchObject({ code: 'idempotency_conflict' })
    const other = grantFromFile(db, { id: ben as UserId }, { text: `${ann},1`, reason: 'Spring' }, 'mine')
    expect(await other, "another admin's key").toMatchObject({ people: 1, credits: 1 })
    expect(await availableOf([ann])).toEqual([2])
  })

  test('that overlaps with others at the same time arrives whole, in whatever order it stands', async () => {
    const ids = await people(8)
    const answers = await Promise.all(
      ids.map((_, n) =>
        grant([...ids.slice(n), ...ids.slice(0, n)].map((id) => `${id};1`).join('\n'), `overlap-${n}`),
      ),
    )
    expect(answers).toMatchObject(Array(8).fill({ people: 8, credits: 8 }))
    expect(await availableOf(ids)).toEqual(Array(8).fill(8))
  })

  test('names each bad line, and then nobody is granted anything', async () => {
    const [ann = '', ben = '', gone = ''] = await people(3)
    await db.execute(
      sql`update users set disabled_at = now(), closing_at = now(), closed_at = now() where id = ${gone}`,
    )
    const lines = [
      'person,credits,reason',
      `${ann},5`,
      'nobody@example.com,5',
      `${mailOf(ann)},5`,
      `${ben},`,
      `${ben},1000000.001`,
      `${ben},0`,
      `${ben},-0`,
      `${ben},+-5`,
      `${ben},0.0001`,
      `${ben},"1,000"`,
      `${ben},"−1,000"`,
      `${ben},-1000000.001`,
      ',5',
      `${ben},5,${'x'.repeat(301)}`,
      `${ben},5,Lamps,and more`,
      `${ben},5,"Lamps`,
      `${gone},5`,
      `${ben},5`,
    ]
    const { people: right, bad, problems, sample } = await check(lines.join('\n'))
    expect({ right, bad }).toEqual({ right: 2, bad: 16 })
    expect(sample.map(({ line, credits }) => [line, credits])).toEqual([
      [2, 5],
      [19, 5],
    ])
    expect(
      problems.map(({ line, message }) => [line, message.replaceAll(/ at most .*| Write.*| Put.*/g, '')]),
    ).toEqual([
      [3, 'Nobody here has the e-mail or id “nobody@example.com”.'],
      [4, 'The same person as in line 2.'],
      [5, 'No credits are named.'],
      [6, expect.stringContaining('is too much. At most 1,000,000 credits')],
      ...['0', '-0', '+-5', '0.0001'].map((amount, n) => [7 + n, `“${amount}” is no number of credits.`]),
      [11, '“1,000” may be read in two ways.'],
      [12, '“−1,000” may be read in two ways.'],
      [13, expect.stringContaining('is too much. At most 1,000,000 credits')],
      [14, 'No person is named.'],
      [15, 'The reason is longer than 300 letters.'],
      [16, 'There are more cells than the 3 that belong here.'],
      [17, 'A quotation mark is not closed, or has text behind it.'],
      [18, expect.stringContaining('Nobody here has')],
    ])
    expect(fieldsOf(await grant(lines.join('\n'), 'bad'))).toEqual({
      text: { key: 'grant_lines', values: { count: 16, line: 3 } },
    })
    expect(await movesOf([ann, ben, gone])).toEqual([])
    expect(
      await db
        .select()
        .from(audit)
        .where(inArray(audit.subject, [ann, ben, gone])),
    ).toEqual([])
    expect(await grant(`${ann},5`, 'bad'), 'a refusal leaves no note of its key').toMatchObject({ people: 1 })
  })

  test('wants a reason for every line, and lines', async () => {
    const [ann = '', ben = ''] = await people(2)
    const text = `${ann},1,Lamps\n${ben},1`
    expect(fieldsOf(await grant(text, 'reasons', ''))).toEqual({ reason: { key: 'required' } })
    expect(await availableOf([ann, ben])).toEqual([0, 0])
    expect(await grant(`${text},Chairs`, 'reasons', '')).toMatchObject({ people: 2, credits: 2 })
    for (const nothing of ['', '\r\n;;\r\n', 'person,credits'])
      expect(fieldsOf(await grant(nothing, 'nothing'))).toEqual({ text: { key: 'required' } })
  })

  test.each([
    ['person,reason', 1],
    ['\nemail,id,credits', 2],
    ['credits,amount,person', 1],
  ])('whose first line is %j is not guessed at', async (first, line) => {
    const answer = await check(`${first}\n${admin.id},5,5`)
    expect(answer).toMatchObject({ people: 0, bad: 1, problems: [{ line }] })
    expect(answer.problems[0]?.message).toContain('The first line must name')
  })

  test('of more lines than are read is refused as a whole', async () => {
    const text = Array.from({ length: MOST_LINES + 1 }, () => `${admin.id},1`).join('\n')
    expect(await check(text)).toMatchObject({ people: 0, bad: 1, problems: [{ line: MOST_LINES + 1 }] })
  })

  test('reaches suspended people, and the first account by a name in other letters', async () => {
    const [ann = ''] = await people(1)
    await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, ann))
    const wide = mailOf(ann).replace('@', '＠')
    expect(await check(`用户,积分\n${wide},１２`)).toMatchObject({ people: 1, credits: 12, bad: 0 })
  })
})

describe('a file that takes, too', () => {
  const given = (thousandths: number[]) => Promise.all(thousandths.map((one) => person(db, one)))

  test('moves each line once by its sign, however often it is sent at once', async () => {
    const ids = await given([10_000, 10_000, 10_000, 0, 0])
    const [, ben = '', cleo = ''] = ids
    const amounts = ['-2,5', '−1.25', '－１0', '+4', '+1 000,5']
    const text = ids.map((id, n) => `${id};${amounts[n]}${id === ben ? ';Lamps' : ''}`).join('\n')
    const sums = { people: 5, credits: 1_004.5, taken: 13.75 }
    const { sample, ...checked } = await check(text)
    expect(checked).toMatchObject({ ...sums, withoutReason: 4, bad: 0 })
    expect(sample.map(({ credits }) => credits)).toEqual([-2.5, -1.25, -10, 4, 1_000.5])

    const answers = await Promise.all(Array.from({ length: 12 }, () => grant(text, 'mixed')))
    expect(answers).toEqual(Array(12).fill({ ...sums, file: expect.any(String) }))
    expect(await availableOf(ids)).toEqual([7.5, 8.75, 0, 4, 1_000.5])
    const moves = (await movesOf(ids)).filter(({ reason }) => reason !== 'test')
    expect(moves.map(({ kind }) => kind).sort()).toEqual(['grant', 'grant', 'take', 'take', 'take'])
    expect(moves.find(({ userId }) => userId === ben)).toMatchObject({
      ...{ kind: 'take', debit: 'user.available', credit: 'house.grants', amount: 1_250 },
      ...{ actor: admin.id, reason: 'Lamps', availableAfter: 8_750 },
    })
    const notes = await db.select().from(audit).where(inArray(audit.subject, ids))
    expect(notes).toHaveLength(5)
    expect(notes.find(({ subject }) => subject === cleo)).toMatchObject({
      ...{ actor: admin.id, action: 'credits.taken', reason: 'Spring' },
      detail: { credits: 10, before: 10, after: 0 },
    })
  })

  test('names each line that is not covered, and then nothing is moved, of what is held neither', async () => {
    const ids = await given([10_000, 10_000, 5_000])
    const [ann = '', ben = '', cleo = ''] = ids
    expect(await heldJob(db, ben, 4_000)).not.toBeNull()
    const lines = (most: number) => `${ann},-1\n${ben},-${most}\n${cleo},5`
    const { people: right, bad, credits, taken, problems } = await check(`${lines(6.001)}\n${admin.id},-1`)
    expect({ right, bad, credits, taken }).toEqual({ right: 2, bad: 2, credits: 5, taken: 1 })
    expect(problems).toEqual([
      { line: 2, message: 'The balance covers less: 6 can be taken.' },
      { line: 4, message: 'The balance covers less: 0 can be taken.' },
    ])
    const refused = await grant(lines(6.001), 'uncovered')
    expect(fieldsOf(refused)).toEqual({ text: { key: 'grant_lines', values: { count: 1, line: 2 } } })
    expect(await availableOf(ids)).toEqual([10, 6, 5])
    expect(await db.select().from(audit).where(inArray(audit.subject, ids))).toEqual([])
    expect(await grant(lines(6), 'uncovered'), 'the key is free').toMatchObject({ credits: 5, taken: 7 })
    expect(await balance(db, ben)).toEqual({ available: 0, held: 4 })
  })

  test('takes what is there once, whichever of several files at once comes first', async () => {
    const ids = await given([3_000, 30_000])
    const [ann = '', ben = ''] = ids
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => grant(`${n % 2 ? '' : '\n'}${ben},-1\n${ann},-1`, `race-${n}`)),
    )
    const refused = answers.filter((answer) => answer instanceof Refusal)
    expect(refused).toHaveLength(5)
    // Line 2, or 3 behind an empty one: the one that names who has nothing left.
    for (const one of refused)
      expect(fieldsOf(one)).toEqual({
        text: { key: 'grant_lines', values: { count: 1, line: expect.toSatisfy((n) => n === 2 || n === 3) } },
      })
    expect(await availableOf(ids)).toEqual([0, 27])
  })
})
