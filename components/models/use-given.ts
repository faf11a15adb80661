'use client'

import { useCallback, useEffect, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { jobStore } from '@/components/jobs/live'
import { getJob } from '@/components/jobs/requests'
import type { ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import type { PresetView } from '@/lib/models/schema'
import type { Place } from './place'

/** Settings to begin with, and the files that they speak of. */
export type Given = { input: Record<string, unknown>; files: readonly FileView[] }

/** Knows the rules of inputs, so it is fetched when it is needed. */
const loadCarryOver = persistent(() => import('./carry-over'))

async function fromJob(view: ModelView, id: string): Promise<Given | null> {
  const known = jobStore.get(id)
  const answer = known ? null : await getJob(id)
  const job = known ?? (answer?.ok ? answer.value.job : null)
  if (!job) return null
  const { carryOver } = await loadCarryOver()
  return { input: carryOver(view, job), files: job.inputs }
}

const kinds = ['image', 'video', 'audio'] as const

/** A file is known by a job that made or took it; else the server tells its kind. */
async function fromFile(view: ModelView, id: string): Promise<Given | null> {
  const jobs = jobStore.snapshot().jobs
  const known = jobs.flatMap((job) => [...job.outputs, ...job.inputs]).find((file) => file.id === id)
  const { withFile } = await loadCarryOver()
  if (known) return { input: withFile(view, known), files: [known] }
  const head = await fetch(`/api/files/${encodeURIComponent(id)}`, { method: 'HEAD' }).catch(() => null)
  const kind = kinds.find((one) => head?.ok && head.headers.get('content-type')?.startsWith(`${one}/`))
  return kind ? { input: withFile(view, { id, kind }), files: [] } : null
}

/**
 * What the form begins with, as the address asks for it: a job's settings, a preset's, a file. Laid on the form once;
 * then the address is that of the form alone, so that loading the page anew keeps what was changed since.
 */
export function useGiven(
  view: ModelView | undefined,
  place: Place,
  presets: readonly PresetView[],
  onGo: (place: Place, how: 'replace') => void,
) {
  const [given, setGiven] = useState<Given | null>(null)
  const [isLost, setLost] = useState(false)
  const { group, model, run, job, preset, file } = place
  const isComing = Boolean(job || preset || file)

  useEffect(() => {
    if (!view || !isComing) return
    let isOver = false
    async function find(from: ModelView): Promise<Given | null> {
      if (job) return fromJob(from, job)
      if (file) return fromFile(from, file)
      const kept = presets.find(({ id }) => id === preset)
      return kept ? { input: kept.input, files: [] } : null
    }
    void find(view).then((found) => {
      if (isOver) return
      setLost(!found)
      if (found) setGiven(found)
      onGo({ group, model, run }, 'replace')
    })
    return () => {
      isOver = true
    }
  }, [view, isComing, group, model, run, job, preset, file, presets, onGo])

  const give = useCallback((next: Given) => setGiven(next), [])
  return { input: given?.input, files: given?.files, isComing, isLost, give }
}
