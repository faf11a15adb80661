import type { MovementView } from '@/lib/credits/movement-view'
import type { JobErrorCode, JobStatus } from '@/lib/jobs/status'

// What admins see of jobs. Credits; instants in ISO 8601.

/** A job's status, where a running one of which nobody knows whether KIE took it is `uncertain`. */
export type JobState = JobStatus | 'uncertain'

export type AdminJob = {
  id: string
  person: { id: string; name: string; email: string }
  model: string
  /** The model's tool in the caller's language. */
  tool: string
  state: JobState
  errorCode: JobErrorCode | null
  /** Held, or of a done job what was charged. */
  price: number
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
}
export type AdminJobsView = { jobs: AdminJob[]; next: string | null }

/** A file by what it is; never the picture. */
export type FileFacts = { id: string; name: string; kind: string; mime: string; bytes: number }

export type AttemptView = {
  n: number
  state: 'begun' | 'uncertain' | 'bound' | 'refused' | 'ended'
  taskId: string | null
  begunAt: string
  endedAt: string | null
  /** What KIE says it charged (credits). */
  consumed: number | null
  /** How long KIE says it worked (ms). */
  workedMs: number | null
  error: string | null
  callbacks: number
  calledAt: string | null
  looks: number
  lookedAt: string | null
}

export type MoneyLine = {
  kind: MovementView['kind']
  amount: number
  at: string
  /** The name of who did it; null: Loupe itself. */
  by: string | null
}

/** The whole story of a job. */
export type JobStory = AdminJob & {
  input: Record<string, unknown>
  errorDetail: string | null
  inputs: FileFacts[]
  outputs: FileFacts[]
  attempts: AttemptView[]
  money: MoneyLine[]
  retryOf: string | null
  /** Jobs that run this one again. */
  retries: string[]
}
