'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { CHOSEN_MAX } from '@/lib/gallery/bounds'
import type { ResultView } from '@/lib/gallery/schema'
import type { GalleryStore } from './gallery-store'
import { gather } from './range'
import { type Chosen, withAll, without } from './selection'
import type { useNotice } from './use-notice'

const none: Chosen = new Map()

export type Choosing = ReturnType<typeof useChosen>

/** Which results are chosen. Where the next act cannot be about all that was meant, it is said. */
export function useChosen(store: GalleryStore, show: ReturnType<typeof useNotice>['show']) {
  const t = useTranslations('gallery')
  const [chosen, setChosen] = useState(none)
  /** What is chosen now: what is fetched first comes later than the next key. */
  const now = useRef<{ store: GalleryStore; chosen: Chosen }>({ store, chosen })
  now.current.store = store

  const set = useCallback((next: Chosen) => {
    now.current.chosen = next
    setChosen(next)
  }, [])
  const clear = useCallback(() => set(none), [set])

  // Another place has other results: what was chosen before is out of sight.
  useEffect(() => {
    if (store) clear()
  }, [store, clear])

  function add(results: readonly ResultView[], isMore = false) {
    const next = withAll(now.current.chosen, results)
    set(next.chosen)
    if (next.isCut || isMore) show({ text: t('chosenMost', { count: CHOSEN_MAX }) })
  }
  async function addFrom(from: string | null, to: string | null) {
    const range = await gather(store, from, to, CHOSEN_MAX)
    if (now.current.store !== store) return
    if (range) add(range.results, range.isCut)
    else show({ text: t('noAnswer') })
  }

  return {
    chosen,
    clear,
    toggle(one: ResultView) {
      if (now.current.chosen.has(one.file.id)) set(without(now.current.chosen, one))
      else add([one])
    },
    /** All between two results, those too. */
    addRange: (from: string, to: string) => void addFrom(from, to),
    chooseAll() {
      clear()
      void addFrom(null, null)
    },
  }
}
