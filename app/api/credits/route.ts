import { balance } from '@/lib/credits/queries'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const GET = route({ auth: 'user', run: async ({ user }) => balance(await db(), user.id) })
