import { db } from '@/lib/database'
import { moveOnBoard } from '@/lib/gallery/board-items'
import { boardOrderSchema } from '@/lib/gallery/schema'
import { route } from '@/lib/http/route'

export const PUT = route({
  auth: 'user',
  body: boardOrderSchema,
  run: async ({ id, user, body }) => moveOnBoard(await db(), user.id, id, body.ids, body.before),
})
