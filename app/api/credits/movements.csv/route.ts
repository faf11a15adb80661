import { askedExport } from '@/lib/credits/ask'
import { movementsCsv } from '@/lib/credits/csv'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'user',
  run: async ({ request, user, locale }) => {
    const asked = askedExport(new URL(request.url).searchParams)
    if (asked instanceof Refusal) return asked
    const name = asked.month === undefined ? 'credits.csv' : `credits-${asked.month}.csv`
    return new Response(movementsCsv(await db(), user.id, asked, locale), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
