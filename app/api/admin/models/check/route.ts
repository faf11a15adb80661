import { askCheck, checkView } from '@/lib/admin/check'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** The last check of the catalogue; null: there was none yet. */
export const GET = route({
  auth: 'admin',
  run: async () => ({ check: await checkView(await db()) }),
})

/** Asks for a check now. While one is open, that one is it. */
export const POST = route({
  auth: 'admin',
  run: async ({ user }) => {
    await askCheck(await db(), user.id)
    return Response.json({ check: await checkView(await db()) }, { status: 202 })
  },
})
