'use client'

import { useEffect, useReducer } from 'react'
import type { Recipe } from '@/lib/finish/schema'

type History = {
  past: readonly Recipe[]
  now: Recipe
  future: readonly Recipe[]
  /** What the last change was about, and when: a drag of one slider is one step back. */
  last: { what: string; at: number } | null
}

type Act =
  | { kind: 'change'; what: string; change: Partial<Recipe>; at: number }
  | { kind: 'undo' }
  | { kind: 'redo' }

const ONE_DRAG_MS = 800
const MOST = 100

export function step(history: History, act: Act): History {
  const { past, now, future, last } = history
  if (act.kind === 'change') {
    const next = { ...now, ...act.change }
    const isSame = last?.what === act.what && act.at - last.at < ONE_DRAG_MS
    return {
      past: isSame ? past : [...past, now].slice(-MOST),
      now: next,
      future: [],
      last: { what: act.what, at: act.at },
    }
  }
  if (act.kind === 'undo') {
    const before = past.at(-1)
    return before ? { past: past.slice(0, -1), now: before, future: [now, ...future], last: null } : history
  }
  const [after, ...rest] = future
  return after ? { past: [...past, now], now: after, future: rest, last: null } : history
}

export type Change = (what: string, change: Partial<Recipe>) => void

/** A recipe that is being worked on, with the way back. */
export function useRecipe(first: Recipe) {
  const [{ past, now, future }, act] = useReducer(step, { past: [], now: first, future: [], last: null })
  const change: Change = (what, changed) => act({ kind: 'change', what, change: changed, at: Date.now() })
  return {
    recipe: now,
    change,
    undo: past.length > 0 ? () => act({ kind: 'undo' }) : null,
    redo: future.length > 0 ? () => act({ kind: 'redo' }) : null,
  }
}

/** Ctrl or ⌘ with Z, and with Shift the way forward; while someone types, the field's own undo. */
export function useUndoKeys(undo: (() => void) | null, redo: (() => void) | null) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
      const { target } = event
      if (target instanceof HTMLInputElement && /^(text|number)$/.test(target.type)) return
      event.preventDefault()
      if (event.shiftKey) redo?.()
      else undo?.()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [undo, redo])
}
