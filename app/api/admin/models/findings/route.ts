import { openFindings } from '@/lib/admin/findings'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Where KIE and the catalogue are not at one, as long as no admin has decided about it. */
export const GET = route({
  auth: 'admin',
  run: async () => ({ findings: await openFindings(await db()) }),
})
