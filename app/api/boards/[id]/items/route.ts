import { db } from '@/lib/database'
import { addToBoard, removeFromBoard } from '@/lib/gallery/board-items'
import { chosenSchema } from '@/lib/gallery/schema'
import { route } from '@/lib/http/route'

export const POST = route({
  auth: 'user',
  body: chosenSchema,
  run: async ({ id, user, body }) => addToBoard(await db(), user.id, id, body.ids),
})

export const DELETE = route({
  auth: 'user',
  body: chosenSchema,
  run: async ({ id, user, body }) => removeFromBoard(await db(), user.id, id, body.ids),
})
