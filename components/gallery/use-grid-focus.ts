'use client'

import { useEffect, useMemo, useRef } from 'react'
import { steps } from './walk'

export type GridFocus = ReturnType<typeof useGridFocus>

const isTile = (target: EventTarget | null) => target instanceof Element && target.closest('[data-result]')

/**
 * Keeps the focus on a result. A row that is drawn anew, or fetched again, takes its tiles' focus with it: the focus comes
 * back when its tile does, and until then the keys of a board are not the browser's (Alt and an arrow would leave the page).
 */
export function useGridFocus(onActive: (id: string) => void, reveal: (id: string) => void, isBoard: boolean) {
  /** Where the focus is, or was when its tile went. */
  const at = useRef<string | null>(null)
  /** Where it was sent, and whether the window goes with it. */
  const goesTo = useRef<{ id: string; isRevealed: boolean } | null>(null)

  // After every drawing: the tile may have come with any of them.
  useEffect(() => {
    const sent = goesTo.current
    const id = sent?.id ?? at.current
    const now = document.activeElement
    const isFree = now === document.body || (sent !== null && isTile(now))
    const tile = id && isFree && document.querySelector<HTMLElement>(`[data-result="${id}"]`)
    if (!isFree) goesTo.current = null
    if (!tile) return
    goesTo.current = null
    if (tile !== now) tile.focus({ preventScroll: true })
    if (id && sent?.isRevealed) reveal(id)
  })

  useEffect(() => {
    const forget = () => {
      at.current = null
      goesTo.current = null
    }
    const enter = (event: FocusEvent) => !isTile(event.target) && forget()
    const press = (event: KeyboardEvent) => {
      const isLost = at.current !== null && document.activeElement === document.body
      const isKey = isBoard && event.altKey && steps[event.key] !== undefined
      if (isLost && isKey && document.querySelector('[role=grid]')) event.preventDefault()
    }
    window.addEventListener('focusin', enter)
    window.addEventListener('pointerdown', forget)
    window.addEventListener('keydown', press)
    return () => {
      window.removeEventListener('focusin', enter)
      window.removeEventListener('pointerdown', forget)
      window.removeEventListener('keydown', press)
    }
  }, [isBoard])

  return useMemo(
    () => ({
      /** To a result, which may only be drawn later. */
      go(id: string) {
        goesTo.current = { id, isRevealed: true }
        onActive(id)
        reveal(id)
      },
      /** The same, and the window stays where it is. */
      stay(id: string) {
        goesTo.current = { id, isRevealed: false }
        onActive(id)
      },
      /** It is on a result, sent or by itself: no older errand takes it away again. */
      came(id: string) {
        at.current = id
        goesTo.current = null
      },
    }),
    [onActive, reveal],
  )
}
