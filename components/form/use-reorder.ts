'use client'

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { moved, placeAfterKey } from './reorder'

/** A press becomes a drag after so many px; a finger has to rest first (ms), because it may want to scroll. */
const FAR = 6
const REST = 260

export type Reorder = {
  /** The entry that is being dragged. */
  dragged: string | null
  /** For the part that one takes hold of; `data-reorder={id}` must be on the entry itself. */
  handle: (id: string) => {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  }
  /** A drag has just ended: the click that follows means nothing. */
  isAfterDrag: () => boolean
}

/** Puts entries in another order, by dragging (mouse, pen, finger) and by the arrow keys. */
export function useReorder(
  ids: readonly string[],
  onOrder: (ids: string[]) => void,
  onMoved: (id: string, place: number) => void,
): Reorder {
  const [dragged, setDragged] = useState<string | null>(null)
  const latest = useRef(ids)
  latest.current = ids
  const endedAt = useRef(0)

  function moveTo(id: string, place: number) {
    const from = latest.current.indexOf(id)
    if (from < 0 || from === place) return
    const next = moved(latest.current, from, place)
    latest.current = next
    onOrder(next)
  }

  function onPointerDown(id: string, event: PointerEvent<HTMLElement>) {
    if (event.button !== 0 || latest.current.length < 2) return
    const { clientX, clientY, pointerId, pointerType, currentTarget } = event
    const list = currentTarget.closest('[data-reorder-list]')
    let isDragging = false
    const stop = new AbortController()
    const listen = { signal: stop.signal }
    const begin = () => {
      isDragging = true
      setDragged(id)
    }
    const timer = pointerType === 'touch' ? setTimeout(begin, REST) : undefined
    const end = () => {
      clearTimeout(timer)
      stop.abort()
      if (!isDragging) return
      endedAt.current = Date.now()
      setDragged(null)
      onMoved(id, latest.current.indexOf(id))
    }
    const move = (at: globalThis.PointerEvent) => {
      if (at.pointerId !== pointerId) return
      const far = Math.hypot(at.clientX - clientX, at.clientY - clientY) > FAR
      if (!isDragging && far) {
        // A finger that moves before it rested scrolls.
        if (pointerType === 'touch') return end()
        begin()
      }
      if (!isDragging) return
      const below = document.elementFromPoint(at.clientX, at.clientY)?.closest('[data-reorder]')
      if (!below || !list?.contains(below)) return
      const other = below.getAttribute('data-reorder')
      if (other && other !== id) moveTo(id, latest.current.indexOf(other))
    }
    window.addEventListener('pointermove', move, listen)
    window.addEventListener('pointerup', end, listen)
    window.addEventListener('pointercancel', end, listen)
    // While a finger drags, the page does not scroll under it.
    window.addEventListener('touchmove', (touch) => isDragging && touch.preventDefault(), {
      ...listen,
      passive: false,
    })
  }

  return {
    dragged,
    isAfterDrag: () => Date.now() - endedAt.current < 50,
    handle: (id) => ({
      onPointerDown: (event) => onPointerDown(id, event),
      onKeyDown: (event) => {
        const index = latest.current.indexOf(id)
        const place = placeAfterKey(event.key, index, latest.current.length)
        if (place === null) return
        event.preventDefault()
        const hold = event.currentTarget
        moveTo(id, place)
        onMoved(id, place)
        // The entry went elsewhere in the page; the hands stay on it.
        requestAnimationFrame(() => hold.focus())
      },
    }),
  }
}
