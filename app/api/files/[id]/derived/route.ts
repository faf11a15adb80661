import { db } from '@/lib/database'
import { storeDerived } from '@/lib/files/derived'
import { route } from '@/lib/http/route'

export const PUT = route({
  auth: 'user',
  limit: 'uploads',
  run: async ({ request, params, user }) => storeDerived(await db(), user.id, params.id ?? '', request.body),
})
