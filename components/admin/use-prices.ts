'use client'

import { useCallback, useState } from 'react'
import { type Called, call, send } from '@/components/http/call'
import type { Effect, NewRule, PriceRules } from '@/lib/admin/price-schema'

const PATH = '/api/admin/prices'

export const getEffect = (model: string | null, rule: NonNullable<NewRule['rule']>, signal: AbortSignal) => {
  const query = new URLSearchParams(Object.entries(rule).map(([name, value]) => [name, String(value)]))
  if (model !== null) query.set('model', model)
  return call<Effect>(`${PATH}/effect?${query}`, { signal })
}

export const setRule = (asked: NewRule, key: string) =>
  send<{ id: number }>('POST', PATH, asked, { 'idempotency-key': key })

export type Prices = {
  rules: PriceRules
  isLost: boolean
  load: () => Promise<void>
  more: () => Promise<void>
  withdraw: (id: number, reason: string) => Promise<Called<unknown>>
}

/** The price rules: those that count or will, and page by page those that did. */
export function usePrices(initial: PriceRules): Prices {
  const [rules, setRules] = useState(initial)
  const [isLost, setLost] = useState(false)
  const load = useCallback(async () => {
    const answer = await call<PriceRules>(PATH)
    if (answer.ok) setRules(answer.value)
    setLost(!answer.ok)
  }, [])
  return {
    ...{ rules, isLost, load },
    more: async () => {
      if (!rules.next) return
      const answer = await call<PriceRules>(`${PATH}?cursor=${rules.next}`)
      if (!answer.ok) return setLost(true)
      const { past, next } = answer.value
      setRules({ ...rules, past: [...rules.past, ...past], next })
    },
    withdraw: async (id, reason) => {
      const answer = await send('POST', `${PATH}/${id}/withdraw`, { reason })
      if (answer.ok) await load()
      return answer
    },
  }
}
