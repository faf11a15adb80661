'use client'

import { useLocale } from 'next-intl'
import { useEffect, useSyncExternalStore } from 'react'
import { call } from '@/components/http/call'
import type { ModelCard, NotOffered } from '@/lib/catalog/view'
import { createKept, type Kept } from './kept'

type Answer = { models: ModelCard[]; notOffered: NotOffered[] }

export type Cards = Answer & { status: Kept<Answer>['status'] }

/** By language. The server knows the reader's language by the cookie; the key only keeps them apart. */
const kept = createKept<Answer>(() => call('/api/models'))

const nothing: Cards = { status: 'loading', models: [], notOffered: [] }
const asCards = new WeakMap<Kept<Answer>, Cards>()

function cardsOf(state: Kept<Answer>): Cards {
  const known = asCards.get(state)
  if (known) return known
  const cards = { ...nothing, ...state.value, status: state.status }
  asCards.set(state, cards)
  return cards
}

/** All models in the page's language, fetched once per tab; empty until they are there. */
export function useCards(): Cards {
  const locale = useLocale()
  useEffect(() => kept.want(locale), [locale])
  return useSyncExternalStore(
    kept.subscribe,
    () => cardsOf(kept.get(locale)),
    () => nothing,
  )
}

/** One model; undefined until the models are there, and for one that is gone. */
export function useCard(id: string | undefined): ModelCard | undefined {
  return useCards().models.find((card) => card.id === id)
}

/** Asks once more after a failure. */
export const reloadCards = (locale: string) => kept.again(locale)
