import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { ownJob } from '@/lib/jobs/queries'
import { cancelQueued } from '@/lib/jobs/settle'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'user',
  run: async ({ user, id, locale }) =>
    (await ownJob(await db(), user.id, id, locale)) ?? new Refusal('not_found'),
})

export const DELETE = route({
  auth: 'user',
  limit: 'jobs',
  run: async ({ user, id, locale }) => {
    const handle = await db()
    const canceled = await cancelQueued(handle, user.id, id)
    const job = await ownJob(handle, user.id, id, locale)
    if (!job) return new Refusal('not_found')
    return canceled ? job : new Refusal('not_cancelable')
  },
})
