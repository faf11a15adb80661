'use client'

import { useEffect, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import type { ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import type { RunPrice } from './price'

const loadPrice = persistent(() => import('./price').then((part) => part.priceOfInput))

type Asked = Readonly<Record<string, unknown>>

/** The price of a run with this input; null until it is known. What reads price lists is fetched when it is needed. */
export function useRunPrice(
  model: ModelView | null,
  input: Asked,
  files: readonly FileView[],
): RunPrice | null {
  const [price, setPrice] = useState<RunPrice | null>(null)
  useEffect(() => {
    if (!model) return setPrice(null)
    let isGone = false
    void loadPrice().then((priceOfInput) => {
      if (!isGone) setPrice(priceOfInput(model, input, files))
    })
    return () => {
      isGone = true
    }
  }, [model, input, files])
  return price
}
