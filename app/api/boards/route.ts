import { db } from '@/lib/database'
import { boardsOf, createBoard } from '@/lib/gallery/boards'
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
    const board = await createBoard(await db(), user.id, body)
    return board instanceof Refusal ? board : Response.json({ board }, { status: 201 })
  },
})
