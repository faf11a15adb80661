import { askedAuditExport } from '@/lib/admin/audit'
import { auditExport } from '@/lib/admin/audit-export'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }

export const GET = route({
  auth: 'admin',
  run: async ({ request, locale }) => {
    const query = askedAuditExport(new URL(request.url).searchParams)
    if (query instanceof Refusal) return query
    return new Response(auditExport(await db(), query, locale), {
      headers: {
        'content-type': types[query.format],
        'content-disposition': `attachment; filename="audit.${query.format}"`,
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
