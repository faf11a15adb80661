import { db } from '@/lib/database'
import { ownFile } from '@/lib/files/queries'
import { finishFile } from '@/lib/finish/finish'
import { finishesOf, finishView } from '@/lib/finish/queries'
import { finishBodySchema } from '@/lib/finish/schema'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

const MAX_BYTES = 4_096

export const GET = route({
  auth: 'user',
  run: async ({ user, id }) => {
    const handle = await db()
    const source = await ownFile(handle, user.id, id)
    return source ? { finishes: await finishesOf(handle, user.id, [source.id]) } : new Refusal('not_found')
  },
})

export const POST = route({
  auth: 'user',
  limit: 'finishes',
  body: finishBodySchema,
  maxBytes: MAX_BYTES,
  run: async ({ request, user, id, body }) => {
    const made = await finishFile(await db(), user.id, id, body.recipe, request.signal)
    if (made instanceof Refusal) return made
    return Response.json({ finish: finishView(made.row) }, { status: made.isNew ? 201 : 200 })
  },
})
