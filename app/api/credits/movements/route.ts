import { movementsQuery } from '@/lib/credits/ask'
import { movements } from '@/lib/credits/movements'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'user',
  query: movementsQuery,
  run: async ({ query, user, locale }) => movements(await db(), user.id, query, locale),
})
