'use client'

import { useEffect, useState } from 'react'
import type { Called } from '@/components/jobs/call'
import type { GrantsChecked } from '@/lib/admin/grants-schema'
import { checkGrants } from './people-call'

/** How long typing rests before the lines are read (ms). */
const REST_MS = 250

/** What the server makes of the lines as they are now: null while nobody knows yet. */
export function useGrantsCheck(text: string) {
  const [answer, setAnswer] = useState<{ of: string; called: Called<GrantsChecked> } | null>(null)
  useEffect(() => {
    if (text.trim() === '') return
    const own = new AbortController()
    const timer = setTimeout(async () => {
      const called = await checkGrants(text, own.signal)
      if (!own.signal.aborted) setAnswer({ of: text, called })
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      own.abort()
    }
  }, [text])
  const called = answer?.of === text ? answer.called : null
  return { called, isReading: text.trim() !== '' && called === null }
}
