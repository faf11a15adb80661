import { overview } from '@/lib/admin/overview'
import { overviewQuery } from '@/lib/books/ask'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'admin',
  query: overviewQuery,
  run: async ({ query }) => overview(await db(), query.days),
})
