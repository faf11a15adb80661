'use client'

import { useRef } from 'react'
import { call } from '@/components/http/call'
import { type Loaded, usePages } from '@/components/pages/use-pages'
import type { MovementsView, MovementView } from '@/lib/credits/movement-view'
import type { CreditsView } from '@/lib/jobs/schema'
import { useCreditNews } from './news'

/** The newest page above what is shown; in its place where the two do not meet. */
export function joined(shown: Loaded<MovementView>, newest: MovementsView): Loaded<MovementView> {
  const known = new Set(shown.items.map(({ id }) => id))
  const fresh = newest.movements.filter(({ id }) => !known.has(id))
  if (fresh.length === newest.movements.length && newest.next !== null)
    return { items: newest.movements, next: newest.next }
  return { items: [...fresh, ...shown.items], next: shown.next }
}

/** A list of movements that grows at its end when asked, and at its top when credits move. */
export function useMovements(initial: MovementsView, credits: CreditsView, query: string) {
  const path = `/api/credits/movements?${query}`
  const list = usePages(
    initial,
    (page) => page.movements,
    (cursor) => `${path}&cursor=${cursor}`,
  )
  const asking = useRef<'no' | 'yes' | 'again'>('no')

  async function refresh() {
    if (asking.current !== 'no') {
      asking.current = 'again'
      return
    }
    do {
      asking.current = 'yes'
      const answer = await call<MovementsView>(path)
      if (answer.ok) list.set((before) => joined(before, answer.value))
    } while ((asking.current as string) === 'again')
    asking.current = 'no'
  }

  useCreditNews(credits, refresh)
  return list
}
