import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { revokeShare } from '@/lib/share/mine'

export const DELETE = route({
  auth: 'user',
  run: async ({ user, id }) => revokeShare(await db(), user.id, id),
})
