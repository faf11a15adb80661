import { localeOf, respondEmbedded } from '@/app/s/respond'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'none',
  run: async ({ request, params, locale }) =>
    respondEmbedded({ request, token: params.token ?? '', locale: localeOf(request, locale) }),
})
