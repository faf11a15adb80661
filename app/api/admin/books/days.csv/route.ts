import { booksQuery } from '@/lib/books/ask'
import { booksCsv } from '@/lib/books/csv'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'admin',
  query: booksQuery,
  run: async ({ query, locale }) => {
    return new Response(await booksCsv(await db(), query.days, locale), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="books-${query.days}-days.csv"`,
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
