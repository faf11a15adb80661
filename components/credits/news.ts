'use client'

import { useEffect, useEffectEvent } from 'react'
import { jobStore } from '@/components/jobs/live'
import type { CreditsView } from '@/lib/jobs/schema'

/**
 * Acts whenever the live list has another balance than before.
 * @param written the balance when the page was written: what was heard while it was on its way is news to it
 */
export function useCreditNews(written: CreditsView, act: () => void) {
  const hear = useEffectEvent(act)
  const { available, held } = written
  useEffect(() => {
    let known: CreditsView = { available, held }
    const compare = () => {
      const heard = jobStore.snapshot().credits
      if (heard === null || (heard.available === known.available && heard.held === known.held)) return
      known = heard
      hear()
    }
    compare()
    return jobStore.subscribe(compare)
  }, [available, held])
}
