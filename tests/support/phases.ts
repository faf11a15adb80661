import type { Data } from './data.ts'
import type { Sandbox, SandboxTask } from './sandbox.ts'

/** Where a job can stand at the moment when its process is killed. */
export const phases = [
  'before begin',
  'after begin',
  'created but unbound',
  'following',
  'downloading',
  'settling',
] as const
export type Phase = (typeof phases)[number]

type Standing = {
  id: string
  status: string
  n: number | null
  taskId: string | null
  promised: number | null
  stored: number
}

/** The job of a task, by the callback address that we gave the upstream. */
export const jobOf = (task: SandboxTask) => task.callBackUrl?.split('/').at(-3) ?? ''

/**
 * Reads from the database and the upstream's books where each open job stood when everything was killed.
 * Begun, but not at the upstream: `after begin`. There, but our attempt does not know it: `created but unbound`.
 * All results stored, but not settled: `settling`.
 */
export async function countPhases(data: Data, sandbox: Sandbox): Promise<Record<Phase, number>> {
  const counts = Object.fromEntries(phases.map((phase) => [phase, 0])) as Record<Phase, number>
  const taken = new Set((await sandbox.books()).tasks.map(jobOf))
  const open = await data.query<Standing>(`
    select j.id, j.status, a.n, a.task_id as "taskId",
      jsonb_array_length(a.record -> 'urls') as promised,
      (select count(*)::int from files f where f.job_id = j.id) as stored
    from jobs j left join lateral (select * from attempts where job_id = j.id order by n desc limit 1) a on true
    where j.status in ('queued', 'running', 'storing')`)
  for (const job of open) counts[phaseOf(job, taken.has(job.id))] += 1
  return counts
}

function phaseOf({ status, n, taskId, promised, stored }: Standing, taken: boolean): Phase {
  if (status === 'queued' || n === null) return 'before begin'
  if (status === 'storing') return stored < (promised ?? 1) ? 'downloading' : 'settling'
  if (taskId) return 'following'
  return taken ? 'created but unbound' : 'after begin'
}
