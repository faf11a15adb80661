'use client'

import { useTimeZone } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { pickTimeZone } from '@/lib/locale'

const never = () => () => {}
let known: string | undefined
/** A machine without a zone calls its own 'Etc/Unknown', which Intl itself refuses; then UTC, as on the server. */
function browserZone(): string {
  known ??= pickTimeZone(encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''))
  return known
}

/** The reader's time zone: as the server guessed it while the page comes alive, then as the browser knows it. */
export function useZone(): string {
  const guessed = useTimeZone() ?? 'UTC'
  return useSyncExternalStore(never, browserZone, () => guessed)
}
