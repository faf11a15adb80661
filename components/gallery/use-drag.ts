'use client'

import type { DOMAttributes, DragEvent } from 'react'
import type { ResultView } from '@/lib/gallery/schema'
import type { Page } from './anchor'
import type { Chosen } from './selection'
import { findSpot, walk } from './walk'

type DragActs = Pick<DOMAttributes<HTMLDivElement>, 'onDragStart' | 'onDragOver' | 'onDrop'>

const TYPE = 'application/x-loupe-result'

const cellOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-result]') : null

/** Results of a board are put elsewhere by dragging; those that are chosen go together. */
export function useDrag(
  isOn: boolean,
  page: Page,
  chosen: Chosen,
  onMove: (results: readonly ResultView[], before: string | null) => void,
): DragActs {
  const resultOf = (id: string): ResultView | null => {
    const spot = findSpot(page.laid, id)
    const line = spot && page.laid[spot.section]?.lines[spot.line]
    return (line?.kind === 'cells' && spot && line.cells[spot.cell]?.result) || null
  }
  if (!isOn) return { onDragStart: (event) => event.preventDefault() }
  return {
    onDragStart(event: DragEvent) {
      const id = cellOf(event.target)?.dataset.result
      if (!id) return event.preventDefault()
      event.dataTransfer.setData(TYPE, id)
      event.dataTransfer.effectAllowed = 'move'
    },
    onDragOver(event: DragEvent) {
      if (event.dataTransfer.types.includes(TYPE) && cellOf(event.target)) event.preventDefault()
    },
    onDrop(event: DragEvent) {
      const one = resultOf(event.dataTransfer.getData(TYPE))
      const cell = cellOf(event.target)
      const over = cell?.dataset.result
      if (!one || !cell || !over) return
      event.preventDefault()
      const bounds = cell.getBoundingClientRect()
      const isAfter = event.clientX > bounds.left + bounds.width / 2
      const spot = findSpot(page.laid, over)
      const next = isAfter && spot ? walk(page.laid, spot, 'right') : spot
      const line = next && page.laid[next.section]?.lines[next.line]
      const before = line?.kind === 'cells' && next ? line.cells[next.cell]?.result.file.id : undefined
      onMove(chosen.has(one.file.id) ? [...chosen.values()] : [one], before ?? null)
    },
  }
}
