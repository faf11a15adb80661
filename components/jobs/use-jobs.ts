'use client'

import { useEffect, useSyncExternalStore } from 'react'
import type { CreditsView, JobView } from '@/lib/jobs/schema'
import { emptyState, type JobsState } from './job-store'
import { goLive, jobStore } from './live'

const onServer = () => emptyState
const credits = () => jobStore.snapshot().credits

/** All that is known of this person's jobs, kept live while the part is on screen. */
export function useJobs(userId: string): JobsState {
  useEffect(() => goLive(userId), [userId])
  return useSyncExternalStore(jobStore.subscribe, jobStore.snapshot, onServer)
}

/** The balance alone, so that the header is not drawn anew with every job; `initial` until the first word. */
export function useCredits(userId: string, initial: CreditsView): CreditsView {
  useEffect(() => goLive(userId), [userId])
  return useSyncExternalStore(jobStore.subscribe, credits, () => null) ?? initial
}

/** One job, newer than `initial` as soon as anything is heard of it. */
export function useJob(userId: string, initial: JobView): JobView {
  useEffect(() => {
    jobStore.apply(initial)
    return goLive(userId)
  }, [userId, initial])
  const read = () => jobStore.get(initial.id) ?? initial
  return useSyncExternalStore(jobStore.subscribe, read, () => initial)
}
