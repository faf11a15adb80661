import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { addFavourite, removeFavourite } from '@/lib/models/favourites'

/** The id has a slash in it, so it comes as several parts of the path. */
export const PUT = route({
  auth: 'user',
  run: async ({ user, id }) => addFavourite(await db(), user.id, id),
})

export const DELETE = route({
  auth: 'user',
  run: async ({ user, id }) => removeFavourite(await db(), user.id, id),
})
