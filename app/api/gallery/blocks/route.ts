import { db } from '@/lib/database'
import { blocksOf, readFilter } from '@/lib/gallery/months'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'user',
  run: async ({ request, user }) => {
    const filter = readFilter(new URL(request.url).searchParams)
    return filter instanceof Refusal ? filter : blocksOf(await db(), user.id, filter)
  },
})
