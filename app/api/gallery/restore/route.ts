import { db } from '@/lib/database'
import { chosenSchema } from '@/lib/gallery/schema'
import { restore } from '@/lib/gallery/trash'
import { route } from '@/lib/http/route'

export const POST = route({
  auth: 'user',
  body: chosenSchema,
  run: async ({ user, body }) => restore(await db(), user.id, body.ids),
})
