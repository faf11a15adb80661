'use client'

import { useSyncExternalStore } from 'react'

// What lies on the right in place of a result on the table: known to the stage and to the panel beside it.

const wished = new Map<string, string>()
const listeners = new Set<() => void>()

/** Lays another picture in this result's place; null: the result itself again. */
export function putRight(shownId: string, fileId: string | null) {
  if (fileId) wished.set(shownId, fileId)
  else wished.delete(shownId)
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

const onServer = () => null

/** The picture in this result's place, or null. */
export const useRight = (shownId: string): string | null =>
  useSyncExternalStore(subscribe, () => wished.get(shownId) ?? null, onServer)
