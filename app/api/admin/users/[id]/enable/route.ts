import { enableUser } from '@/lib/auth/people'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const POST = route({
  auth: 'admin',
  confirmed: true,
  run: async ({ user, params }) => (await enableUser(await db(), user, params.id ?? '')) ?? undefined,
})
