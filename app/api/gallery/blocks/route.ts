import { db } from '@/lib/database'
import { filterQuery } from '@/lib/gallery/filter'
import { blocksOf } from '@/lib/gallery/months'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'user',
  query: filterQuery,
  run: async ({ query, user }) => blocksOf(await db(), user.id, query),
})
