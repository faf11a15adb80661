import type { JobView } from '@/lib/jobs/schema'

/** A job for tests, created `minute` minutes into the day. */
export function job(id: string, part: Partial<JobView> = {}, minute = 0): JobView {
  return {
    id,
    model: 'recraft/remove-background',
    status: 'queued',
    stage: null,
    version: 1,
    input: {},
    inputs: [],
    outputs: [],
    gone: { trashed: 0, deleted: 0 },
    price: 1,
    createdAt: new Date(Date.UTC(2026, 10, 21, 8, minute)).toISOString(),
    startedAt: null,
    finishedAt: null,
    error: null,
    batchId: null,
    retryOf: null,
    ...part,
  }
}
