import { overview } from '@/lib/admin/overview'
import { askedOverview } from '@/lib/books/ask'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'admin',
  run: async ({ request }) => {
    const days = askedOverview(new URL(request.url).searchParams)
    return days instanceof Refusal ? days : overview(await db(), days)
  },
})
