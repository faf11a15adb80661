import { listCodes } from '@/lib/admin/codes-list'
import { pageQuery } from '@/lib/admin/page-query'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** A batch's codes, page by page. */
export const GET = route({
  auth: 'admin',
  query: pageQuery,
  run: async ({ query, id }) => listCodes(await db(), id, query),
})
