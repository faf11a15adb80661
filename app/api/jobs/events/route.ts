import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { jobStream } from '@/lib/jobs/stream'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'user',
  run: async ({ request, user, locale }) => {
    const lastEventId = request.headers.get('last-event-id')
    const stream = await jobStream(await db(), user, locale, lastEventId, request.signal)
    if (stream instanceof Refusal) return stream
    return new Response(stream, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // Without no-transform Next compresses the stream; without the last line nginx gathers it.
        'cache-control': 'private, no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    })
  },
})
