import { z } from 'zod'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { acceptCallback } from '@/lib/jobs/callback'
import { Refusal } from '@/lib/refusal'

/** KIE's callback. Anything but an address that we gave out is a 404. */
export const POST = route({
  auth: 'none',
  anyOrigin: true,
  body: z.looseObject({}),
  run: async ({ request, params, body }) => {
    const address = { jobId: params.job ?? '', n: Number(params.n), mac: params.mac ?? '' }
    const heard = await acceptCallback(await db(), address, body, request.headers)
    return heard ? { code: 200, msg: 'success' } : new Refusal('not_found')
  },
})
