import type { Data } from '@/tests/support/data'
import type { SandboxTask } from '@/tests/support/sandbox'

/** Where in its life an open job can be when everything ends at once. */
export const phases = [
  'before begin',
  'after begin',
  'created but unbound',
  'following',
  'downloading',
  'settling',
] as const
export type Phase = (typeof phases)[number]

type Open = {
  id: string
  status: 'queued' | 'running' | 'storing'
  n: number | null
  task_id: string | null
  promised: number | null
  stored: number
}

/** The callback address names the job and the attempt that a task was asked for. */
export const attemptOf = (task: SandboxTask) =>
  /\/api\/kie\/callback\/([^/]+\/\d+)\//.exec(task.callBackUrl ?? '')?.[1] ?? 'nobody’s'

/** The phase of every open job. What the upstream has taken is told by its own books, not by ours. */
export async function phasesOf(data: Data, tasks: SandboxTask[]): Promise<Phase[]> {
  const taken = new Set(tasks.map(attemptOf))
  const open = await data.query<Open>(`
    select j.id, j.status, a.n, a.task_id, jsonb_array_length(a.record -> 'urls') as promised,
      (select count(*)::int from files f where f.job_id = j.id) as stored
    from jobs j
    left join lateral (select * from attempts where job_id = j.id order by n desc limit 1) a on true
    where j.status in ('queued', 'running', 'storing')`)
  return open.map((job) => {
    if (job.status === 'queued') return 'before begin'
    if (job.status === 'storing') return job.stored >= (job.promised ?? 1) ? 'settling' : 'downloading'
    if (job.task_id) return 'following'
    return taken.has(`${job.id}/${job.n}`) ? 'created but unbound' : 'after begin'
  })
}

export const noHits = () => Object.fromEntries(phases.map((phase) => [phase, 0])) as Record<Phase, number>
