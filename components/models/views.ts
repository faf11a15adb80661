'use client'

import { useLocale } from 'next-intl'
import { useEffect, useSyncExternalStore } from 'react'
import { call } from '@/components/http/call'
import type { ModelView } from '@/lib/catalog/view'
import { createKept, type Kept } from './kept'

type Answer = { model: ModelView }

const keyOf = (locale: string, id: string) => `${locale} ${id}`
const idIn = (key: string) => key.slice(key.indexOf(' ') + 1)

const kept = createKept<Answer>((key) => call(`/api/models/${idIn(key)}`))
const never: Kept<Answer> = { status: 'loading', value: undefined }

/** Everything that is known of one model, in the page's language: its fields, words and prices. */
export function useModelView(id: string | null): Kept<Answer> {
  const locale = useLocale()
  useEffect(() => {
    if (id) kept.want(keyOf(locale, id))
  }, [locale, id])
  return useSyncExternalStore(
    kept.subscribe,
    () => (id ? kept.get(keyOf(locale, id)) : never),
    () => never,
  )
}

/** Asks ahead for a model that is likely to be opened. */
export const preloadModelView = (locale: string, id: string) => kept.want(keyOf(locale, id))

/** Asks once more after a failure. */
export const reloadModelView = (locale: string, id: string) => kept.again(keyOf(locale, id))

/** Prices have changed: asks for all that are here again. */
export const renewModelViews = () => kept.renew()
