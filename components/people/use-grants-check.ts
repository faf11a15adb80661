'use client'

import { useEffect, useState } from 'react'
import type { Called } from '@/components/http/call'
import type { GrantsChecked } from '@/lib/admin/grants-schema'
import { checkGrants } from './people-call'

/** How long typing rests before the lines are read (ms). */
const REST_MS = 250

type Round = { text: string; called: Called<GrantsChecked> }

/** What the server makes of the lines as they are now; null while that is not known, or there is none. */
export function useGrantsCheck(text: string) {
  const [last, setLast] = useState<Round | null>(null)
  const called = last?.text === text ? last.called : null
  const isReading = text.trim() !== '' && called === null
  useEffect(() => {
    if (!isReading) return
    const own = new AbortController()
    const timer = setTimeout(async () => {
      const answer = await checkGrants(text, own.signal)
      if (!own.signal.aborted) setLast({ text, called: answer })
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      own.abort()
    }
  }, [text, isReading])
  return { called, isReading, again: () => setLast(null) }
}
