import { expect, test } from 'vitest'
import { groups, links } from '@/db/schema'
import { type AuditQuery, auditPage, auditQuery } from '@/lib/admin/audit'
import { writeAudit } from '@/lib/auth/audit'
import { readQuery } from '@/lib/query'
import { testDatabase } from '@/tests/support/database'

test('models, groups and invitations go by their names', async () => {
  const { db } = await testDatabase()
  await db.insert(groups).values({ id: 'g1', name: 'Interns' })
  await db.insert(links).values({
    ...{ id: 'i1', kind: 'invite', tokenHash: 'x', email: 'ann@loupe.test' },
    expiresAt: new Date(Date.now() + 60_000),
  })
  await writeAudit(
    db,
    { actor: 'system', action: 'invitation.made', subject: 'i1', detail: { reason: 'x' } },
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
      detail: {
        reason: 'x',
        before: { group: 'gone', models: null },
        after: { group: 'g1', models: ['recraft/crisp-upscale', 'left/kie'] },
      },
    },
  )
  const { lines } = await auditPage(db, readQuery(auditQuery, new URLSearchParams()) as AuditQuery)
  expect(lines).toMatchObject([
    {
      subject: { id: 'someone', name: null },
      names: { g1: 'Interns', 'recraft/crisp-upscale': 'Recraft Crisp Upscale' },
    },
    { subject: { id: '*', name: null }, names: {} },
    { subject: { name: 'Recraft Crisp Upscale' }, names: {} },
    { subject: { id: 'i1', name: 'ann@loupe.test' }, names: {} },
  ])
  expect(lines[0]?.names).not.toHaveProperty('gone')
})
