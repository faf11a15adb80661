import { db } from '@/lib/database'
import { filterQuery } from '@/lib/gallery/filter'
import { monthsOf } from '@/lib/gallery/months'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'user',
  query: filterQuery,
  run: async ({ query, user }) => monthsOf(await db(), user.id, query),
})
