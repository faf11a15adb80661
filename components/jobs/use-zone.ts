'use client'

import { useTimeZone } from 'next-intl'
import { useSyncExternalStore } from 'react'

const never = () => () => {}
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The reader's time zone: as the server guessed it while the page comes alive, then as the browser knows it. */
export function useZone(): string {
  const guessed = useTimeZone() ?? 'UTC'
  return useSyncExternalStore(never, browserZone, () => guessed)
}
