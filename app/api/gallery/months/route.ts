import { db } from '@/lib/database'
import { monthsOf, readFilter } from '@/lib/gallery/months'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'user',
  run: async ({ request, user }) => {
    const filter = readFilter(new URL(request.url).searchParams)
    return filter instanceof Refusal ? filter : monthsOf(await db(), user.id, filter)
  },
})
