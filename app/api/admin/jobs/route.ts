import { listAllJobs } from '@/lib/admin/jobs-list'
import { jobsQuery } from '@/lib/admin/jobs-query'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Everybody's jobs, found by what is known of them; page by page. */
export const GET = route({
  auth: 'admin',
  query: jobsQuery,
  run: async ({ query, locale }) => listAllJobs(await db(), query, locale),
})
