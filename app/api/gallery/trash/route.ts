import { db } from '@/lib/database'
import { emptyOwnTrash } from '@/lib/gallery/delete'
import { chosenSchema, emptyTrashSchema } from '@/lib/gallery/schema'
import { moveToTrash } from '@/lib/gallery/trash'
import { route } from '@/lib/http/route'

export const POST = route({
  auth: 'user',
  body: chosenSchema,
  run: async ({ user, body }) => moveToTrash(await db(), user.id, body.ids),
})

export const DELETE = route({
  auth: 'user',
  body: emptyTrashSchema,
  run: async ({ user, body }) => ({
    deleted: await emptyOwnTrash(await db(), user.id, new Date(body.before)),
  }),
})
