import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { audit } from '@/db/schema'
import { acts, actWords } from '@/lib/admin/acts'
import { type AuditQuery, auditPage, auditQuery } from '@/lib/admin/audit'
import { auditExport } from '@/lib/admin/audit-export'
import { writeAudit } from '@/lib/auth/audit'
import { readQuery } from '@/lib/query'
import { Refusal } from '@/lib/refusal'
import { wordsFor } from '@/lib/words'
import { testDatabase } from '../../support/database'
import { person } from '../jobs/rows'

let db: Db
let ann: string
beforeAll(async () => {
  db = (await testDatabase()).db
  ann = await person(db, 0)
  for (let n = 0; n < 7; n++) {
    await writeAudit(db, {
      actor: n % 2 === 0 ? ann : 'system',
      action: n % 3 === 0 ? 'credits.granted' : 'user.disabled',
      subject: `s${n}`,
      detail: { reason: `because, "${n}"`, before: n, after: n + 1, more: true },
    })
  }
})

const asked = (query: string) => readQuery(auditQuery, new URLSearchParams(query)) as AuditQuery
const subjects = async (query: string) =>
  (await auditPage(db, asked(query))).lines.map((line) => line.subject?.id)
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error) => String((error as { cause?: Error }).cause?.message ?? error),
  )

describe('what was done', () => {
  it('is paged by key, newest first, none twice and none left out', async () => {
    const seen: (string | undefined)[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await auditPage(db, asked(`limit=2&cursor=${cursor}`))
      seen.push(...page.lines.map((line) => line.subject?.id))
      cursor = page.next
    }
    expect(seen).toEqual(['s6', 's5', 's4', 's3', 's2', 's1', 's0'])
  })

  it('is found by who, what, to whom and when', async () => {
    expect(await subjects(`actor=${ann}`)).toEqual(['s6', 's4', 's2', 's0'])
    expect(await subjects(`actor=${ann.toUpperCase()}@EXAMPLE.com`)).toEqual(['s6', 's4', 's2', 's0'])
    expect(await subjects(`actor=${ann}&action=credits.granted`)).toEqual(['s6', 's0'])
    expect(await subjects('subject=s3')).toEqual(['s3'])
    expect(await subjects('subject=nobody@example.com')).toEqual([])
    const [third] = await db.select().from(audit).where(sql`subject = 's3'`)
    const at = encodeURIComponent(third?.at.toISOString() ?? '')
    expect(await subjects(`from=${at}`)).toContain('s3')
    expect(await subjects(`to=${at}`)).not.toContain('s3')
  })

  it('says why in a column of its own', async () => {
    const { lines } = await auditPage(db, asked('subject=s4'))
    expect(lines).toMatchObject([
      {
        actor: { id: ann, name: 'Ann' },
        reason: 'because, "4"',
        detail: { before: 4, after: 5, more: true },
      },
    ])
    expect(lines[0]?.detail).not.toHaveProperty('reason')
  })

  it.for(['action=unknown', 'cursor=1', 'from=yesterday', 'limit=0', 'actor=%00'])('refuses %s', (query) => {
    expect(readQuery(auditQuery, new URLSearchParams(query))).toBeInstanceOf(Refusal)
  })

  it('can be changed by nobody, whatever they may do besides', async () => {
    expect(await refusal(db.update(audit).set({ reason: 'another' }))).toContain('append-only')
    expect(await refusal(db.delete(audit))).toContain('append-only')
    expect(await refusal(db.execute(sql`truncate audit`))).toContain('append-only')
    expect((await auditPage(db, asked(''))).lines).toHaveLength(7)
  })

  it('has words for every act in every language', () => {
    for (const locale of ['en', 'ru', 'zh'] as const)
      for (const act of acts) expect(wordsFor(locale)(actWords[act])).not.toContain('audit.')
  })

  it('leaves as CSV and as JSON, all of it', async () => {
    const bytes = Buffer.from(await new Response(auditExport(db, { format: 'csv' }, 'ru')).arrayBuffer())
    expect(bytes.subarray(0, 3), 'the mark of UTF-8').toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const lines = bytes.toString('utf8').split('\r\n')
    expect(lines).toHaveLength(9)
    expect(lines[1]).toContain('"because, ""6"""')
    const json = await new Response(auditExport(db, { format: 'json', actor: 'system' }, 'en')).text()
    expect((JSON.parse(json) as { subject: { id: string } }[]).map(({ subject }) => subject.id)).toEqual([
      's5',
      's3',
      's1',
    ])
    const none = await new Response(auditExport(db, { format: 'json', subject: 'nothing' }, 'en')).text()
    expect(JSON.parse(none)).toEqual([])
  })
})
