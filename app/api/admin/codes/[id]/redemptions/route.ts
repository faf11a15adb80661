import { listRedemptions } from '@/lib/admin/codes-list'
import { readPage } from '@/lib/admin/page-query'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Who redeemed a batch's codes, page by page. */
export const GET = route({
  auth: 'admin',
  run: async ({ request, params }) => {
    const page = readPage(new URL(request.url).searchParams)
    return page instanceof Refusal ? page : listRedemptions(await db(), params.id ?? '', page)
  },
})
