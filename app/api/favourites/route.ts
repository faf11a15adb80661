import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { favouritesOf } from '@/lib/models/favourites'

export const GET = route({
  auth: 'user',
  run: async ({ user }) => ({ favourites: await favouritesOf(await db(), user.id) }),
})
