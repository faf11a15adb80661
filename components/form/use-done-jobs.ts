'use client'

import { useCallback, useEffect, useState } from 'react'
import { getJobs } from '@/components/jobs/requests'
import type { JobView } from '@/lib/jobs/schema'

const PAGE = 50

type Loaded = { jobs: readonly JobView[]; cursor: string | null; isLoading: boolean; isFailed: boolean }
const nothing: Loaded = { jobs: [], cursor: '', isLoading: false, isFailed: false }

/** One's own finished jobs, newest first, a page at a time; asked for anew whenever it is switched on. */
export function useDoneJobs(isOn: boolean) {
  const [loaded, setLoaded] = useState<Loaded>(nothing)

  const load = useCallback(async (before: Loaded) => {
    if (before.cursor === null) return
    setLoaded({ ...before, isLoading: true, isFailed: false })
    const cursor = before.cursor ? `&cursor=${encodeURIComponent(before.cursor)}` : ''
    const answer = await getJobs(`status=done&limit=${PAGE}${cursor}`)
    setLoaded(
      answer.ok
        ? {
            jobs: [...before.jobs, ...answer.value.jobs],
            cursor: answer.value.next,
            isLoading: false,
            isFailed: false,
          }
        : { ...before, isLoading: false, isFailed: true },
    )
  }, [])

  useEffect(() => {
    if (isOn) void load(nothing)
  }, [isOn, load])

  return {
    jobs: loaded.jobs,
    isLoading: loaded.isLoading,
    isFailed: loaded.isFailed,
    hasMore: loaded.cursor !== null,
    more: () => void load(loaded),
  }
}
