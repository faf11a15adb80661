'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '@/components/http/call'

/** What a page shows and when it was so; `isStale`: the server did not answer since. */
export type Fresh<T> = { value: T; at: number; isStale: boolean; again: () => Promise<void> }

/**
 * Keeps what a page shows fresh, quietly, while somebody looks at it: nothing is asked of a hidden tab, and at once
 * when it is looked at again. An address that changes is asked for at once; late answers of the old one are dropped.
 * @param path Of our own API; `initial` is its first answer, as of `at` (ms).
 */
export function useFresh<T>(path: string, initial: T, at: number, everyMs: number): Fresh<T> {
  const [shown, setShown] = useState({ value: initial, at, isStale: false })
  const asked = useRef(path)
  const again = useCallback(async () => {
    asked.current = path
    const answer = await call<T>(path)
    if (asked.current !== path) return
    if (answer.ok) setShown({ value: answer.value, at: Date.now(), isStale: false })
    else setShown((before) => ({ ...before, isStale: true }))
  }, [path])
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) void again()
    isFirst.current = false
    const look = () => {
      if (document.visibilityState === 'visible') void again()
    }
    const timer = setInterval(look, everyMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [again, everyMs])
  return { ...shown, again }
}
