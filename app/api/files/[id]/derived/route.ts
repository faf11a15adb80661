import { db } from '@/lib/database'
import { storeDerived } from '@/lib/files/derived'
import { route } from '@/lib/http/route'

export const PUT = route({
  auth: 'user',
  limit: 'uploads',
  run: async ({ request, id, user }) => storeDerived(await db(), user.id, id, request.body),
})
