import { listAllJobs } from '@/lib/admin/jobs-list'
import { readJobsQuery } from '@/lib/admin/jobs-query'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Everybody's jobs, found by what is known of them; page by page. */
export const GET = route({
  auth: 'admin',
  run: async ({ request, locale }) => {
    const query = readJobsQuery(new URL(request.url).searchParams)
    return query instanceof Refusal ? query : listAllJobs(await db(), query, locale)
  },
})
