// Free of zod, so that the live list does not bring it into the browser.

export const jobStatuses = ['queued', 'running', 'storing', 'done', 'failed', 'canceled'] as const
export type JobStatus = (typeof jobStatuses)[number]

/** Statuses after which nothing more happens. */
export const isFinal = (status: JobStatus) =>
  status === 'done' || status === 'failed' || status === 'canceled'

/** Why a job failed, as a closed list; words in `messages` under `jobErrors`. */
export const jobErrorCodes = [
  'refused',
  'generation_failed',
  'lost',
  'result_unavailable',
  'input_unavailable',
  'upstream_key',
  'upstream_credit',
  'upstream_unavailable',
] as const
export type JobErrorCode = (typeof jobErrorCodes)[number]
