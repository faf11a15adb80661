import { db } from '@/lib/database'
import { env } from '@/lib/env'
import { fieldProblems } from '@/lib/field-problems'
import { route } from '@/lib/http/route'
import { invalid, Refusal } from '@/lib/refusal'
import { createShare } from '@/lib/share/create'
import { listShares } from '@/lib/share/mine'
import { newShareSchema, sharesQuerySchema } from '@/lib/share/schema'

export const GET = route({
  auth: 'user',
  run: async ({ request, user }) => {
    const asked = sharesQuerySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    return asked.success ? listShares(await db(), user.id, asked.data) : invalid(fieldProblems(asked.error))
  },
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
