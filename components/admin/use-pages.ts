'use client'

import { useEffect, useRef, useState } from 'react'
import type { Called } from '@/components/http/call'

export type PageStatus = 'idle' | 'loading' | 'failed'

/** A list that grows at its end when asked. */
export function usePages<Item>(
  initial: { items: Item[]; next: string | null },
  ask: (cursor: string) => Promise<Called<{ items: Item[]; next: string | null }>>,
) {
  const [list, setList] = useState(initial)
  const [status, setStatus] = useState<PageStatus>('idle')
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])

  async function more() {
    const { next } = list
    if (next === null || status === 'loading') return
    setStatus('loading')
    const answer = await ask(next)
    if (!isHere.current) return
    setStatus(answer.ok ? 'idle' : 'failed')
    if (!answer.ok) return
    // Meanwhile the list may have begun anew.
    setList((before) =>
      before.next === next
        ? { items: [...before.items, ...answer.value.items], next: answer.value.next }
        : before,
    )
  }
  return { ...list, status, more, set: setList }
}
