import { exportQuery } from '@/lib/credits/ask'
import { movementsCsv } from '@/lib/credits/csv'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'user',
  query: exportQuery,
  run: async ({ query, user, locale }) => {
    const name = query.month === undefined ? 'credits.csv' : `credits-${query.month}.csv`
    return new Response(movementsCsv(await db(), user.id, query, locale), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
