import { adminModels } from '@/lib/admin/models'
import { route } from '@/lib/http/route'
import { terms } from '@/lib/jobs/terms'

/** Every model with its switch and price. */
export const GET = route({
  auth: 'admin',
  run: async ({ locale }) => ({ models: adminModels(locale, await terms()) }),
})
