import { listSettings } from '@/lib/admin/settings'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** The settings that need no restart, and where each value comes from. */
export const GET = route({
  auth: 'admin',
  run: async () => ({ settings: await listSettings(await db()) }),
})
