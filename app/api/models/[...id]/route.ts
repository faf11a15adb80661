import { modelView } from '@/lib/catalog/offer'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { termsFor } from '@/lib/jobs/allowed'
import { Refusal } from '@/lib/refusal'

/** The id has a slash in it, so it comes as several parts of the path. */
export const GET = route({
  auth: 'user',
  run: async ({ user, locale, id }) => {
    const model = modelView(id, locale, await termsFor(await db(), user.id))
    return model ? { model } : new Refusal('not_found')
  },
})
