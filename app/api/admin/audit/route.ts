import { askedAudit, auditPage } from '@/lib/admin/audit'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'admin',
  run: async ({ request }) => {
    const query = askedAudit(new URL(request.url).searchParams)
    return query instanceof Refusal ? query : auditPage(await db(), query)
  },
})
