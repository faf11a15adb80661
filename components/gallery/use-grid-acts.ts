'use client'

import { type DOMAttributes, type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from 'react'
import type { ResultView } from '@/lib/gallery/schema'
import type { Page } from './anchor'
import type { Choosing } from './use-chosen'
import type { GridFocus } from './use-grid-focus'
import { findSpot, heirOf, resultAt, type Step, steps, walk } from './walk'

/** A finger that rests so long chooses (ms), unless it moves so far (px). */
const REST_MS = 450
const FAR = 8

export type GridActs = Pick<
  DOMAttributes<HTMLDivElement>,
  | 'onKeyDown'
  | 'onClick'
  | 'onPointerDown'
  | 'onPointerMove'
  | 'onPointerUp'
  | 'onPointerCancel'
  | 'onFocus'
  | 'onContextMenu'
>

export type GridParts = {
  page: Page
  /** A board: Alt and an arrow move results on it. Elsewhere these keys are the browser's. */
  isBoard: boolean
  choosing: Choosing
  active: string | null
  onActive: (id: string) => void
  focus: GridFocus
  onOpen: (result: ResultView) => void
  /** A key of its own: what is chosen, else what is focused. */
  onKey: (key: 'Delete' | 'f' | 'm-' | 'm+', results: readonly ResultView[]) => void
}

const idOf = (target: EventTarget | null) =>
  target instanceof Element ? (target.closest('[data-result]')?.getAttribute('data-result') ?? null) : null

/** What keys, mouse and fingers do in the grid. */
export function useGridActs(parts: GridParts): GridActs {
  const { page, isBoard, choosing, active, onActive, focus, onOpen, onKey } = parts
  const { chosen } = choosing
  /** Where a range begins. */
  const start = useRef<string | null>(null)
  const rest = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null)
  const hasRested = useRef(false)

  const resultOf = (id: string | null) => (id ? resultAt(page.laid, id) : null)
  function toggle(one: ResultView) {
    start.current = one.file.id
    choosing.toggle(one)
  }
  function rangeTo(id: string) {
    // Where it was to begin may be gone, or in another place.
    if (!resultOf(start.current)) start.current = resultOf(active) ? active : id
    choosing.addRange(start.current ?? id, id)
  }

  /** Along the grid; on a board with Alt the results themselves go, with Shift what is passed is chosen. */
  function walkOn(event: KeyboardEvent, here: ResultView, step: Step, about: readonly ResultView[]) {
    if (event.altKey) {
      onKey(step === 'left' || step === 'up' ? 'm-' : 'm+', about)
      return focus.go(here.file.id)
    }
    const spot = findSpot(page.laid, here.file.id)
    const next = spot && walk(page.laid, spot, step)
    const line = next && page.laid[next.section]?.lines[next.line]
    const id = line?.kind === 'cells' && next ? line.cells[next.cell]?.result.file.id : undefined
    if (!id) return
    if (event.shiftKey) {
      start.current ??= here.file.id
      rangeTo(id)
    } else if (!event.ctrlKey) start.current = null
    focus.go(id)
  }

  function onKeyDown(event: KeyboardEvent) {
    const here = resultOf(idOf(event.target))
    if (!here) return
    const isAdding = event.ctrlKey || event.metaKey
    const step = steps[event.key]
    // Back and forward, on a Mac with the command key.
    if ((event.altKey && !(isBoard && step)) || (event.metaKey && step)) return
    const about = chosen.size > 0 ? [...chosen.values()] : [here]
    if (step) walkOn(event, here, step, about)
    else if (event.key === ' ' && (isAdding || event.shiftKey)) toggle(here)
    else if (event.key === ' ' || event.key === 'Enter') onOpen(here)
    else if (event.key === 'a' && isAdding) choosing.chooseAll()
    else if (event.key === 'x' && !isAdding) toggle(here)
    else if (event.key === 'f' && !isAdding) onKey('f', about)
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      const heir = heirOf(page.laid, here.file.id, about)
      onKey('Delete', about)
      if (heir) focus.go(heir)
    } else return
    event.preventDefault()
  }

  function onClick(event: MouseEvent) {
    const one = resultOf(idOf(event.target))
    if (!one || hasRested.current) return
    onActive(one.file.id)
    const isCheck = event.target instanceof Element && event.target.closest('[data-check]') !== null
    if (event.shiftKey) rangeTo(one.file.id)
    else if (event.ctrlKey || event.metaKey || isCheck || chosen.size > 0) toggle(one)
    else onOpen(one)
  }

  function leave() {
    if (rest.current) clearTimeout(rest.current.timer)
    rest.current = null
  }
  function onPointerDown(event: PointerEvent) {
    hasRested.current = false
    const one = resultOf(idOf(event.target))
    if (!one || event.pointerType !== 'touch') return
    const timer = setTimeout(() => {
      hasRested.current = true
      toggle(one)
    }, REST_MS)
    rest.current = { timer, x: event.clientX, y: event.clientY }
  }
  function onPointerMove(event: PointerEvent) {
    const from = rest.current
    if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > FAR) leave()
  }

  return {
    onKeyDown,
    onClick,
    onPointerDown,
    onPointerMove,
    onPointerUp: leave,
    onPointerCancel: leave,
    onFocus: (event) => {
      const id = idOf(event.target)
      if (!id) return
      focus.came(id)
      if (id !== active) onActive(id)
    },
    onContextMenu: (event) => hasRested.current && event.preventDefault(),
  }
}
