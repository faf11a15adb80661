import { askedPage } from '@/lib/credits/ask'
import { movements } from '@/lib/credits/movements'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'user',
  run: async ({ request, user, locale }) => {
    const asked = askedPage(new URL(request.url).searchParams)
    return asked instanceof Refusal ? asked : movements(await db(), user.id, asked, locale)
  },
})
