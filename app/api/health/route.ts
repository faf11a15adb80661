import { health } from '@/lib/health'
import { route } from '@/lib/http/route'

/** Liveness and readiness: 200 while the database answers, 503 otherwise. */
export const GET = route({
  auth: 'none',
  run: async () => {
    const state = await health()
    return Response.json(state, { status: state.ready ? 200 : 503 })
  },
})
