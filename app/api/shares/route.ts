import { db } from '@/lib/database'
import { env } from '@/lib/env'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'
import { createShare } from '@/lib/share/create'
import { listShares } from '@/lib/share/mine'
import { newShareSchema, sharesQuerySchema } from '@/lib/share/schema'

export const GET = route({
  auth: 'user',
  query: sharesQuerySchema,
  run: async ({ query, user }) => listShares(await db(), user.id, query),
})

export const POST = route({
  auth: 'user',
  limit: 'shares',
  body: newShareSchema,
  run: async ({ request, user, body }) => {
    const made = await createShare(await db(), user.id, body)
    if (made instanceof Refusal) return made
    const origin = env().appUrl?.replace(/\/$/, '') ?? request.headers.get('origin')
    return Response.json({ share: made.share, url: `${origin}${made.path}` }, { status: 201 })
  },
})
