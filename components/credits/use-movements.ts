'use client'

import { useRef, useState } from 'react'
import { call } from '@/components/http/call'
import type { MovementsView } from '@/lib/credits/movement-view'
import type { CreditsView } from '@/lib/jobs/schema'
import { useCreditNews } from './news'

type State = MovementsView & { loading: boolean; failed: boolean }

/** The newest page above what is shown; in its place where the two do not meet. */
export function joined(shown: MovementsView, newest: MovementsView): MovementsView {
  const known = new Set(shown.movements.map(({ id }) => id))
  const fresh = newest.movements.filter(({ id }) => !known.has(id))
  if (fresh.length === newest.movements.length && newest.next !== null) return newest
  return { movements: [...fresh, ...shown.movements], next: shown.next }
}

/** A list of movements that grows at its end when asked, and at its top when credits move. */
export function useMovements(initial: MovementsView, credits: CreditsView, query: string) {
  const [state, setState] = useState<State>({ ...initial, loading: false, failed: false })
  const asking = useRef<'no' | 'yes' | 'again'>('no')

  async function refresh() {
    if (asking.current !== 'no') {
      asking.current = 'again'
      return
    }
    do {
      asking.current = 'yes'
      const answer = await call<MovementsView>(`/api/credits/movements?${query}`)
      if (answer.ok) setState((before) => ({ ...before, ...joined(before, answer.value) }))
    } while ((asking.current as string) === 'again')
    asking.current = 'no'
  }

  async function more() {
    const { next, loading } = state
    if (next === null || loading) return
    setState((before) => ({ ...before, loading: true, failed: false }))
    const answer = await call<MovementsView>(`/api/credits/movements?${query}&cursor=${next}`)
    setState((before) => {
      if (!answer.ok) return { ...before, loading: false, failed: true }
      // Meanwhile the list may have begun anew.
      if (before.next !== next) return { ...before, loading: false }
      const movements = [...before.movements, ...answer.value.movements]
      return { movements, next: answer.value.next, loading: false, failed: false }
    })
  }

  useCreditNews(credits, refresh)
  return { ...state, more }
}
