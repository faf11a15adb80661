import { db } from '@/lib/database'
import { setFavourite } from '@/lib/gallery/favourites'
import { favouriteSchema } from '@/lib/gallery/schema'
import { route } from '@/lib/http/route'

export const POST = route({
  auth: 'user',
  body: favouriteSchema,
  run: async ({ user, body }) => setFavourite(await db(), user.id, body.ids, body.isFavourite),
})
