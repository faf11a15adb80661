import { db } from '@/lib/database'
import { addToBoard } from '@/lib/gallery/board-items'
import { boardsOf, createBoard, ownBoard } from '@/lib/gallery/boards'
import { newBoardSchema } from '@/lib/gallery/schema'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'user',
  run: async ({ user }) => ({ boards: await boardsOf(await db(), user.id) }),
})

export const POST = route({
  auth: 'user',
  body: newBoardSchema,
  run: async ({ user, body }) => {
    const handle = await db()
    const made = await createBoard(handle, user.id, body.name)
    if (made instanceof Refusal) return made
    if (body.ids) await addToBoard(handle, user.id, made.id, body.ids)
    return Response.json({ board: await ownBoard(handle, user.id, made.id) }, { status: 201 })
  },
})
