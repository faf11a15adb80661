'use client'

import { useEffect, useRef, useState } from 'react'
import { call } from '@/components/http/call'

export type PageStatus = 'idle' | 'loading' | 'failed'

/** A list as far as it is loaded; `next`: the cursor of what follows, null at its end. */
export type Loaded<Item> = { items: readonly Item[]; next: string | null }

/**
 * A list that grows at its end when asked.
 * @param itemsOf the list itself, out of a page as our routes answer it
 * @param pathOf where the page after a cursor is
 */
export function usePages<Page extends { next: string | null }, Item>(
  initial: Page,
  itemsOf: (page: Page) => readonly Item[],
  pathOf: (cursor: string) => string,
) {
  const [list, setList] = useState<Loaded<Item>>({ items: itemsOf(initial), next: initial.next })
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
    const answer = await call<Page>(pathOf(next))
    if (!isHere.current) return
    setStatus(answer.ok ? 'idle' : 'failed')
    if (!answer.ok) return
    // Meanwhile the list may have begun anew.
    setList((before) =>
      before.next === next
        ? { items: [...before.items, ...itemsOf(answer.value)], next: answer.value.next }
        : before,
    )
  }
  return { ...list, status, more, set: setList }
}
