import { modelList, notOffered } from '@/lib/catalog/offer'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { termsFor } from '@/lib/jobs/allowed'

export const GET = route({
  auth: 'user',
  run: async ({ user, locale }) => ({
    models: modelList(locale, await termsFor(await db(), user.id)),
    notOffered,
  }),
})
