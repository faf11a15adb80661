import { db } from '@/lib/database'
import { galleryPage, resultsQuery } from '@/lib/gallery/page'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'user',
  query: resultsQuery,
  run: async ({ query, user }) => galleryPage(await db(), user.id, query),
})
