import { expect, test } from 'vitest'
import { groups } from '@/db/schema'
import { type AuditQuery, auditPage, auditQuery } from '@/lib/admin/audit'
import { writeAudit } from '@/lib/auth/audit'
import { readQuery } from '@/lib/query'
import { testDatabase } from '@/tests/support/database'

test('models and groups go by their names', async () => {
  const { db } = await testDatabase()
  await db.insert(groups).values({ id: 'g1', name: 'Interns' })
  await writeAudit(
    db,
    {
      actor: 'system',
      action: 'price.set',
      subject: 'recraft/crisp-upscale',
      detail: { reason: 'x', before: null },
    },
    { actor: 'system', action: 'price.set', subject: '*', detail: { reason: 'x', before: null } },
    {
      actor: 'system',
      action: 'limits.changed',
      subject: 'someone',
      detail: { reason: 'x', before: { group: 'gone' }, after: { group: 'g1' } },
    },
  )
  const { lines } = await auditPage(db, readQuery(auditQuery, new URLSearchParams()) as AuditQuery)
  expect(lines).toMatchObject([
    { subject: { id: 'someone', name: null }, names: { g1: 'Interns' } },
    { subject: { id: '*', name: null }, names: {} },
    { subject: { name: 'Recraft Crisp Upscale' }, names: {} },
  ])
  expect(lines[0]?.names).not.toHaveProperty('gone')
})
