'use client'

import { useEffect, useRef, useState } from 'react'
import type { Place } from './place'
import { heard, telling, toTell, wordsOf } from './search-words'

/** Typing is searched for when it pauses (ms). */
const PAUSE_MS = 250

/** The words in the search field, in step with the address. */
export function useSearchWords(
  place: Place,
  onPlace: (place: Place) => void,
): [string, (typed: string) => void] {
  const [words, setWords] = useState(() => wordsOf(place.q))
  const latest = useRef({ place, onPlace })
  latest.current = { place, onPlace }

  useEffect(() => setWords((now) => heard(now, place.q)), [place.q])
  useEffect(() => {
    const q = toTell(words)
    if (q === null) return
    const timer = setTimeout(() => {
      const { place, onPlace } = latest.current
      setWords((now) => telling(now, q))
      onPlace({ ...place, q: q || undefined })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [words])

  return [words.typed, (typed) => setWords((now) => ({ ...now, typed }))]
}
