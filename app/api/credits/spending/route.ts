import { monthQuery } from '@/lib/credits/ask'
import { spending } from '@/lib/credits/spending'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'user',
  query: monthQuery,
  run: async ({ query, user, locale }) => spending(await db(), user.id, query, locale),
})
