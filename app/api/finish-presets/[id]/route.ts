import { db } from '@/lib/database'
import { removeFinishPreset } from '@/lib/finish/presets'
import { route } from '@/lib/http/route'

export const DELETE = route({
  auth: 'user',
  run: async ({ user, id }) => removeFinishPreset(await db(), user.id, id),
})
