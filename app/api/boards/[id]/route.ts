import { db } from '@/lib/database'
import { changeBoard, deleteBoard, ownBoard } from '@/lib/gallery/boards'
import { boardChangeSchema } from '@/lib/gallery/schema'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'user',
  run: async ({ id, user }) => {
    const board = await ownBoard(await db(), user.id, id)
    return board instanceof Refusal ? board : { board }
  },
})

export const PATCH = route({
  auth: 'user',
  body: boardChangeSchema,
  run: async ({ id, user, body }) => {
    const board = await changeBoard(await db(), user.id, id, body)
    return board instanceof Refusal ? board : { board }
  },
})

export const DELETE = route({
  auth: 'user',
  run: async ({ id, user }) => deleteBoard(await db(), user.id, id),
})
