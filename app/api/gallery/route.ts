import { db } from '@/lib/database'
import { galleryPage, readPageQuery } from '@/lib/gallery/page'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'user',
  run: async ({ request, user }) => {
    const query = readPageQuery(new URL(request.url).searchParams)
    return query instanceof Refusal ? query : galleryPage(await db(), user.id, query)
  },
})
