'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

/** How long a notice stays, and so how long what it tells of can be undone (ms). */
const STAYS_MS = 8_000

export type Notice = {
  text: string
  /** Takes back what was done. */
  undo?: () => void
  /** What is put off until nobody can undo it any more; the promise ends with it. */
  later?: () => Promise<unknown>
  /** What is put off changes what lists show: it is done before another one is read. */
  isOfLists?: boolean
}

/** One notice at a time. A new one, time, or leaving the page settles the one before. */
export function useNotice() {
  const [notice, setNotice] = useState<Notice | null>(null)
  const current = useRef<Notice | null>(null)
  const turns = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const putOff = useRef<Promise<unknown>>(Promise.resolve())

  const settle = useCallback((isUndone: boolean) => {
    clearTimeout(timer.current)
    const settled = current.current
    current.current = null
    setNotice(null)
    if (isUndone) settled?.undo?.()
    else if (settled?.later) putOff.current = settled.later()
  }, [])

  /** Nothing that was put off changes lists any more: what is asked from here on is asked about what is left. */
  const caughtUp = useCallback((): Promise<unknown> => {
    if (current.current?.isOfLists) settle(false)
    return putOff.current
  }, [settle])

  const wait = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => settle(false), STAYS_MS)
  }, [settle])

  const show = useCallback(
    (next: Notice) => {
      settle(false)
      current.current = next
      setNotice(next)
      wait()
    },
    [settle, wait],
  )

  useEffect(() => {
    const leave = () => settle(false)
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [settle])

  return {
    notice,
    show,
    caughtUp,
    undo: () => settle(true),
    close: () => settle(false),
    /**
     * An act begins: "Undo" is no longer about the one before. What comes back says whether none has begun since; if
     * one has, the end of this one is not told, or "Undo" would be about this again.
     */
    begin: () => {
      settle(false)
      turns.current += 1
      const turn = turns.current
      return () => turns.current === turn
    },
    hold: () => clearTimeout(timer.current),
    wait,
  }
}
