import { gone, localeOf } from '@/app/s/respond'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { serveShared } from '@/lib/share/serve'

export const GET = route({
  auth: 'none',
  run: async ({ request, params, locale }) => {
    const { token = '', key = '', what = '' } = params
    const file = await serveShared(await db(), { token, key, part: what }, request)
    return file ?? gone({ request, token, locale: localeOf(request, locale) })
  },
})
