import { auditExportQuery } from '@/lib/admin/audit'
import { auditExport } from '@/lib/admin/audit-export'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }

export const GET = route({
  auth: 'admin',
  query: auditExportQuery,
  run: async ({ query, locale }) => {
    return new Response(auditExport(await db(), query, locale), {
      headers: {
        'content-type': types[query.format],
        'content-disposition': `attachment; filename="audit.${query.format}"`,
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
