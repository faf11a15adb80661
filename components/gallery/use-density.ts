'use client'

import { useEffect, useState } from 'react'
import { type Density, densities } from './filter-bar'

const KEY = 'loupe.gallery.height'

/** How high rows are, as this browser chose last. */
export function useDensity(): [Density, (density: Density) => void] {
  const [density, setDensity] = useState<Density>('large')
  useEffect(() => {
    const kept = densities.find((one) => one === localStorage.getItem(KEY))
    if (kept) setDensity(kept)
  }, [])
  return [
    density,
    (next) => {
      setDensity(next)
      localStorage.setItem(KEY, next)
    },
  ]
}
