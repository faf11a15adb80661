import { booksQuery } from '@/lib/books/ask'
import { books } from '@/lib/books/books'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'admin',
  query: booksQuery,
  run: async ({ query }) => books(await db(), query.days),
})
