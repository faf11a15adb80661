'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { type Called, isPassing } from '@/components/http/call'
import { newKey } from '@/components/http/new-key'
import { renewModelViews } from '@/components/models/views'
import type { JobView } from '@/lib/jobs/schema'
import { learn, refreshCredits } from './live'
import { cancelJob, retryJob } from './requests'

type Answer = Called<{ job: JobView }>
/** A lost answer is asked for again this often, under the same key. */
const TRIES = 3

async function insist(ask: () => Promise<Answer>): Promise<Answer> {
  let answer = await ask()
  for (let n = 1; n < TRIES && !answer.ok && isPassing(answer.status); n += 1) {
    await new Promise((resolve) => setTimeout(resolve, answer.ok ? 0 : (answer.retryAfterMs ?? n * 1_000)))
    answer = await ask()
  }
  return answer
}

export type JobActions = {
  /** What is under way; its button waits. */
  pending: string | null
  /** Why the last action did not happen, in a sentence. */
  problem: string | null
  cancel: (job: JobView) => void
  /** Runs a failed or cancelled job again for at most `shown` credits; `onNew` gets the new one. */
  retry: (job: JobView, shown?: number) => void
  /** Any request that answers with a job, sent again under the same key when its answer got lost. */
  start: (name: string, ask: () => Promise<Answer>) => void
}

/** Cancel, retry and the like for one place on the page, each pressed once. */
export function useJobActions(onNew?: (job: JobView) => void): JobActions {
  const t = useTranslations('jobs')
  const [pending, setPending] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const noAnswer = t('noAnswer')
  // Prices that the server told when what was shown was too low, by job: pressed again it is meant.
  const told = useRef(new Map<string, number>())

  return useMemo(() => {
    async function act(name: string, ask: () => Promise<Answer>, done?: (job: JobView) => void) {
      if (pending) return undefined
      setPending(name)
      setProblem(null)
      const answer = await insist(ask)
      setPending(null)
      if (!answer.ok) {
        setProblem(answer.message || noAnswer)
        if (answer.code === 'price_changed') renewModelViews()
        return answer.price
      }
      learn(answer.value.job)
      void refreshCredits()
      done?.(answer.value.job)
      return undefined
    }
    return {
      pending,
      problem,
      cancel: (job) => void act(`cancel ${job.id}`, () => cancelJob(job.id)),
      retry: async (job, shown = job.price) => {
        const key = newKey()
        const most = Math.max(shown, told.current.get(job.id) ?? 0)
        const price = await act(`retry ${job.id}`, () => retryJob(job.id, key, most), onNew)
        if (price !== undefined) told.current.set(job.id, price)
      },
      start: (name, ask) => void act(name, ask, onNew),
    }
  }, [pending, problem, noAnswer, onNew])
}
