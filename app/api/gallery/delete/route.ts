import { db } from '@/lib/database'
import { deleteNow } from '@/lib/gallery/delete'
import { chosenSchema } from '@/lib/gallery/schema'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const POST = route({
  auth: 'user',
  body: chosenSchema,
  run: async ({ user, body }) => {
    const done = await deleteNow(await db(), user.id, body.ids)
    return done.deleted.length + done.kept.length > 0 ? done : new Refusal('not_found')
  },
})
