import { askedMonth } from '@/lib/credits/ask'
import { spending } from '@/lib/credits/spending'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'user',
  run: async ({ request, user, locale }) => {
    const asked = askedMonth(new URL(request.url).searchParams)
    return asked instanceof Refusal ? asked : spending(await db(), user.id, asked, locale)
  },
})
