import { auditPage, auditQuery } from '@/lib/admin/audit'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'admin',
  query: auditQuery,
  run: async ({ query }) => auditPage(await db(), query),
})
