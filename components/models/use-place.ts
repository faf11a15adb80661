'use client'

import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { type Place, placeHref, readPlace } from './place'

/** Goes to a place without asking the server: everything that it shows is here or fetched by its parts. */
export function go(place: Place, how: 'push' | 'replace' = 'push') {
  const href = placeHref(place)
  if (href === window.location.pathname + window.location.search) return
  if (how === 'push') window.history.pushState(null, '', href)
  else window.history.replaceState(null, '', href)
}

export function usePlace(): Place {
  const search = useSearchParams()
  return useMemo(() => readPlace(search), [search])
}
