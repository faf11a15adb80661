import { decideFinding } from '@/lib/admin/findings'
import { decisionSchema } from '@/lib/admin/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Accepts or dismisses a finding, once. Accepting that a model is gone turns it off. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: decisionSchema,
  run: async ({ user, id, body }) => (await decideFinding(await db(), user, id, body)) ?? undefined,
})
