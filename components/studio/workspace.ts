import { learn, refreshCredits } from '@/components/jobs/live'
import { createQueue } from '@/components/upload/queue'
import { createRunner } from '@/components/upload/run'
import { createThumbs } from '@/components/upload/thumbs'
import type { JobView } from '@/lib/jobs/schema'

export type Workspace = ReturnType<typeof create>

function create() {
  const queue = createQueue()
  const accepted = new Set<(job: JobView) => void>()
  const runner = createRunner(queue, {
    onJob(job) {
      learn(job)
      void refreshCredits()
      for (const listener of [...accepted]) listener(job)
    },
  })
  return {
    queue,
    runner,
    thumbs: createThumbs(queue.tray),
    /** Hears of each job that a run of this page made. */
    onAccepted(listener: (job: JobView) => void) {
      accepted.add(listener)
      return () => {
        accepted.delete(listener)
      }
    },
  }
}

let current: { userId: string; workspace: Workspace } | null = null

/** The pictures on this person's table. Uploads go on while they look at another page. */
export function workspaceOf(userId: string): Workspace {
  if (current?.userId !== userId) current = { userId, workspace: create() }
  return current.workspace
}
