import { route } from '@/lib/http/route'
import { metricsAnswer } from '@/lib/metrics'

/** Prometheus. For holders of `METRICS_TOKEN`; without that variable there is nothing here. */
export const GET = route({
  auth: 'none',
  run: async ({ request }) => metricsAnswer(request.headers.get('authorization')),
})
