import { localeOf, respondEmbedded } from '@/app/s/respond'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { enter } from '@/lib/share/enter'

export const GET = route({
  auth: 'none',
  run: async ({ request, params, locale }) => {
    const visit = { request, token: params.token ?? '', locale: localeOf(request, locale) }
    return respondEmbedded(await enter(await db(), visit.token, request), visit)
  },
})
