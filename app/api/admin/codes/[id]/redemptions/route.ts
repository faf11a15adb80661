import { listRedemptions } from '@/lib/admin/codes-list'
import { pageQuery } from '@/lib/admin/page-query'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Who redeemed a batch's codes, page by page. */
export const GET = route({
  auth: 'admin',
  query: pageQuery,
  run: async ({ query, id }) => listRedemptions(await db(), id, query),
})
