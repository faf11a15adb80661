import { jobStory } from '@/lib/admin/jobs-story'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** The whole story of a job. */
export const GET = route({
  auth: 'admin',
  run: async ({ id, locale }) => {
    const job = await jobStory(await db(), id, locale)
    return job ? { job } : new Refusal('not_found')
  },
})
