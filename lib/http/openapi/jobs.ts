import 'server-only'
import { z } from 'zod'
import { finishSchema } from '@/lib/finish/schema'
import { listQuery } from '@/lib/jobs/list-query'
import { countsSchema, jobSchema, receiptLineSchema, retrySchema, submitSchema } from '@/lib/jobs/schema'
import { answers, body, id, key, queryOf } from './parts'

const oneJob = z.object({ job: jobSchema })
const jobWithReceipt = oneJob.extend({
  receipt: z.array(receiptLineSchema),
  /** How long the upstream says it worked. */
  kieMs: z.number().nullable(),
  /** The finished versions of its results, oldest first. */
  finishes: z.array(finishSchema),
})

export const jobsPaths = {
  '/api/jobs': {
    get: {
      parameters: queryOf(listQuery),
      responses: answers(
        200,
        'Newest first',
        z.object({ jobs: z.array(jobSchema), next: z.string().nullable(), counts: countsSchema }),
      ),
    },
    post: {
      parameters: key,
      requestBody: body(submitSchema),
      responses: answers(201, 'The job, its price held', oneJob),
    },
  },
  '/api/jobs/{id}': {
    parameters: id,
    get: { responses: answers(200, 'The job and its receipt', jobWithReceipt) },
    delete: { responses: answers(200, 'Canceled while it waited', jobWithReceipt) },
  },
  '/api/jobs/{id}/retry': {
    parameters: id,
    post: {
      parameters: key,
      requestBody: { ...body(retrySchema), required: false },
      responses: answers(201, 'A new job', oneJob),
    },
  },
  '/api/jobs/events': {
    get: { responses: answers(200, 'Server-sent events: snapshot, job, credits, counts, ping, end') },
  },
}
