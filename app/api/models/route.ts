import { modelList, notOffered } from '@/lib/catalog/offer'
import { route } from '@/lib/http/route'
import { terms } from '@/lib/jobs/terms'

export const GET = route({
  auth: 'user',
  run: async ({ locale }) => ({ models: modelList(locale, await terms()), notOffered }),
})
