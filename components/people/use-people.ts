'use client'

import { useEffect, useRef, useState } from 'react'
import type { PersonView } from '@/lib/auth/schema'
import type { Moved } from '@/lib/credits/schema'
import { getPeople, type PeoplePage } from './people-call'

/** How long typing rests before it is asked for (ms). */
const REST_MS = 180

type State = PeoplePage & {
  /** What these people were found by. */
  q: string
  status: 'idle' | 'finding' | 'loading' | 'failed'
}

/** The list of people as it is searched, page by page. An answer that comes late is dropped. */
export function usePeople(initial: PeoplePage) {
  const [q, setQ] = useState('')
  const [state, setState] = useState<State>({ ...initial, q: '', status: 'idle' })
  const asking = useRef<AbortController | null>(null)

  async function ask(text: string, cursor: string | null) {
    asking.current?.abort()
    const own = new AbortController()
    asking.current = own
    setState((before) => ({ ...before, status: cursor ? 'loading' : 'finding' }))
    const answer = await getPeople(text, cursor, own.signal)
    if (own.signal.aborted) return
    setState((before) => {
      if (!answer.ok) return { ...before, status: 'failed' }
      const { people, next } = answer.value
      return { q: text, people: cursor ? [...before.people, ...people] : people, next, status: 'idle' }
    })
  }

  const first = useRef(true)
  const latest = useRef(ask)
  latest.current = ask
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    const timer = setTimeout(() => latest.current(q, null), REST_MS)
    return () => clearTimeout(timer)
  }, [q])
  useEffect(() => () => asking.current?.abort(), [])

  const change = (id: string, what: Partial<PersonView>) =>
    setState((before) => ({
      ...before,
      people: before.people.map((person) => (person.id === id ? { ...person, ...what } : person)),
    }))
  return {
    ...state,
    typed: q,
    type: setQ,
    more: () => ask(state.q, state.next),
    again: () => ask(q, null),
    change,
    moved: (all: Moved[]) => {
      for (const { id, available, held } of all) change(id, { available, held })
    },
  }
}
