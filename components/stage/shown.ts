'use client'

import { useSyncExternalStore } from 'react'
import type { FileView } from '@/lib/files/schema'
import type { JobView } from '@/lib/jobs/schema'

// Which of a job's results lies on the table: known to the stage and to the panel beside it.

const chosen = new Map<string, string>()
const listeners = new Set<() => void>()

/** Puts one of a job's results on the table. */
export function showOutput(jobId: string, fileId: string) {
  chosen.set(jobId, fileId)
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

const onServer = () => undefined

/** The result that is on the table: the chosen one, else the first. */
export function useShown({ id, outputs }: JobView): FileView | undefined {
  const fileId = useSyncExternalStore(subscribe, () => chosen.get(id), onServer)
  return outputs.find((output) => output.id === fileId) ?? outputs[0]
}
