'use client'

import { useTranslations } from 'next-intl'
import type { JobState } from '@/lib/admin/jobs-view'

export const jobStates = [
  'queued',
  'running',
  'uncertain',
  'storing',
  'done',
  'failed',
  'canceled',
] as const satisfies readonly JobState[]

const tones: Record<JobState, string> = {
  queued: 'text-ink-2',
  running: 'text-mark-ink',
  uncertain: 'text-warn',
  storing: 'text-mark-ink',
  done: 'text-ok',
  failed: 'text-bad',
  canceled: 'text-ink-3',
}

/** How a job stands, in a word. */
export function StateWord({ state }: { state: JobState }) {
  const t = useTranslations('admin-jobs')
  return <span className={`font-medium ${tones[state]}`}>{t(`states.${state}`)}</span>
}
