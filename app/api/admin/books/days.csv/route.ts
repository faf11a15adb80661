import { askedBooks } from '@/lib/books/ask'
import { booksCsv } from '@/lib/books/csv'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'admin',
  run: async ({ request, locale }) => {
    const days = askedBooks(new URL(request.url).searchParams)
    if (days instanceof Refusal) return days
    return new Response(await booksCsv(await db(), days, locale), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="books-${days}-days.csv"`,
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
