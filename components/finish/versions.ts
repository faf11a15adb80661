'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { FinishView } from '@/lib/finish/schema'

// The finished versions of results, by the result: the page brings those that there are, the editor those that come.

const versions = new Map<string, readonly FinishView[]>()
const listeners = new Set<() => void>()
const none: readonly FinishView[] = []

/** Adds versions that are not known yet. */
export function addVersions(finishes: readonly FinishView[]) {
  let isChanged = false
  for (const finish of finishes) {
    const known = versions.get(finish.of) ?? none
    if (known.some(({ file }) => file.id === finish.file.id)) continue
    versions.set(finish.of, [...known, finish])
    isChanged = true
  }
  if (isChanged) for (const listener of [...listeners]) listener()
}

/** What was thrown away is no version any more. */
export function dropVersions(fileIds: readonly string[]) {
  const gone = new Set(fileIds)
  let isChanged = false
  for (const [of, known] of versions) {
    const kept = known.filter(({ file }) => !gone.has(file.id))
    if (kept.length === known.length) continue
    versions.set(of, kept)
    isChanged = true
  }
  if (isChanged) for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/**
 * The finished versions of a result, oldest first.
 * @param brought those that came with the page: shown from the first moment on
 */
export function useVersions(
  fileId: string | undefined,
  brought: readonly FinishView[] = none,
): readonly FinishView[] {
  const first = useMemo(() => brought.filter(({ of }) => of === fileId), [brought, fileId])
  return useSyncExternalStore(
    subscribe,
    () => (fileId ? versions.get(fileId) : undefined) ?? first,
    () => first,
  )
}
