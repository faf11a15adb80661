'use client'

import type { JobActions } from '@/components/jobs/use-job-actions'
import { useCard } from '@/components/models/cards'
import { FollowOn } from '@/components/stage/follow-on'
import { JobFacts } from '@/components/stage/job-facts'
import type { JobView } from '@/lib/jobs/schema'

export type JobPanelProps = {
  job: JobView
  available: number
  actions: JobActions
}

/** Facts about the job on the table, and what may be done next with its result. */
export function JobPanel({ job, available, actions }: JobPanelProps) {
  const model = useCard(job.model)
  const name = (job.outputs[0] ?? job.inputs[0])?.name
  return (
    <section className="shrink-0 border-line border-t bg-panel p-4 pb-3.5">
      {name && (
        <h2 className="mb-2.5 truncate font-strong text-13 tracking-normal max-desk:text-15">{name}</h2>
      )}
      <JobFacts job={job} model={model} />
      {job.status === 'done' && (
        <div className="mt-3 flex gap-2">
          <FollowOn job={job} available={available} actions={actions} />
        </div>
      )}
    </section>
  )
}
