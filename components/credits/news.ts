'use client'

import { useEffect, useEffectEvent } from 'react'
import { jobStore } from '@/components/jobs/live'

/** Acts whenever the live list brings another balance; not for the one that was there already. */
export function useCreditNews(act: () => void) {
  const hear = useEffectEvent(act)
  useEffect(() => {
    let known = jobStore.snapshot().credits
    return jobStore.subscribe(() => {
      const heard = jobStore.snapshot().credits
      if (heard === null || (heard.available === known?.available && heard.held === known.held)) return
      known = heard
      hear()
    })
  }, [])
}
