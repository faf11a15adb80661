import type { JobView } from '@/lib/jobs/schema'

/** What was asked for, in a few words: what people know a job by. */
export const jobName = (job: JobView): string => {
  const { prompt } = job.input
  return typeof prompt === 'string' && prompt ? prompt : (job.outputs[0]?.name ?? job.id)
}
