import { changeSetting } from '@/lib/admin/settings'
import { settingChangeSchema } from '@/lib/admin/settings-schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Changes one setting, or takes it back to the default. */
export const PUT = route({
  auth: 'admin',
  confirmed: true,
  body: settingChangeSchema,
  run: async ({ user, params, body }) =>
    (await changeSetting(await db(), user, params.name ?? '', body)) ?? undefined,
})
