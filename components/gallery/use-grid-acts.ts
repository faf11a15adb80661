'use client'

import {
  type DOMAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useRef,
} from 'react'
import type { ResultView } from '@/lib/gallery/schema'
import type { Page } from './anchor'
import { type Chosen, toggled, withAll } from './selection'
import { between, findSpot, resultAt, type Step, walk } from './walk'

/** A finger that rests so long chooses (ms), unless it moves so far (px). */
const REST_MS = 450
const FAR = 8

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
}

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
  chosen: Chosen
  onChosen: (chosen: Chosen) => void
  active: string | null
  onActive: (id: string) => void
  reveal: (id: string) => void
  onOpen: (result: ResultView) => void
  /** A key of its own: what is chosen, else what is focused. */
  onKey: (key: 'Delete' | 'f' | 'm-' | 'm+', results: readonly ResultView[]) => void
}

const idOf = (target: EventTarget | null) =>
  target instanceof Element ? (target.closest('[data-result]')?.getAttribute('data-result') ?? null) : null

/** What keys, mouse and fingers do in the grid. */
export function useGridActs(parts: GridParts): GridActs {
  const { page, chosen, onChosen, active, onActive, reveal, onOpen, onKey } = parts
  /** Where a range begins. */
  const start = useRef<string | null>(null)
  const goesTo = useRef<string | null>(null)
  const rest = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null)
  const hasRested = useRef(false)

  // The element may be drawn only after the grid has moved there.
  useEffect(() => {
    if (!goesTo.current) return
    const element = document.querySelector<HTMLElement>(`[data-result="${goesTo.current}"]`)
    if (!element) return
    element.focus({ preventScroll: true })
    goesTo.current = null
  })

  const resultOf = (id: string | null) => (id ? resultAt(page.laid, id) : null)
  function go(id: string) {
    goesTo.current = id
    onActive(id)
    reveal(id)
  }
  function toggle(one: ResultView) {
    start.current = one.file.id
    onChosen(toggled(chosen, one))
  }
  function rangeTo(id: string) {
    start.current ??= active ?? id
    onChosen(withAll(chosen, between(page.laid, start.current, id)))
  }

  function onKeyDown(event: KeyboardEvent) {
    const here = resultOf(idOf(event.target))
    if (!here) return
    const isAdding = event.ctrlKey || event.metaKey
    const step = steps[event.key]
    const spot = step && findSpot(page.laid, here.file.id)
    const about = chosen.size > 0 ? [...chosen.values()] : [here]
    if (spot && step) {
      const next = walk(page.laid, spot, step)
      const line = next && page.laid[next.section]?.lines[next.line]
      const id = line?.kind === 'cells' && next ? line.cells[next.cell]?.result.file.id : undefined
      if (id && event.altKey) onKey(step === 'left' || step === 'up' ? 'm-' : 'm+', about)
      else if (id) {
        if (event.shiftKey) {
          start.current ??= here.file.id
          rangeTo(id)
        } else if (!isAdding) start.current = null
        go(id)
      }
    } else if (event.key === ' ' && (isAdding || event.shiftKey)) toggle(here)
    else if (event.key === ' ' || event.key === 'Enter') onOpen(here)
    else if (event.key === 'a' && isAdding) {
      const all = page.laid.flatMap(({ lines }) =>
        lines.flatMap((line) => (line.kind === 'cells' ? line.cells.map(({ result }) => result) : [])),
      )
      onChosen(withAll(new Map(), all))
    } else if (event.key === 'x' && !isAdding) toggle(here)
    else if (event.key === 'f' && !isAdding) onKey('f', about)
    else if (event.key === 'Delete' || event.key === 'Backspace') onKey('Delete', about)
    else return
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
      if (id && id !== active) onActive(id)
    },
    onContextMenu: (event) => hasRested.current && event.preventDefault(),
  }
}
