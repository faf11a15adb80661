import { modelView } from '@/lib/catalog/offer'
import { route } from '@/lib/http/route'
import { terms } from '@/lib/jobs/terms'
import { Refusal } from '@/lib/refusal'

/** The id has a slash in it, so it comes as several parts of the path. */
export const GET = route({
  auth: 'user',
  run: async ({ locale, params }) => {
    const model = modelView(params.id ?? '', locale, await terms())
    return model ? { model } : new Refusal('not_found')
  },
})
