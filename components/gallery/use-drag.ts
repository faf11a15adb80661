'use client'

import type { DOMAttributes, DragEvent } from 'react'
import type { Page } from './anchor'
import { dropped, type Move } from './board-order'
import type { Chosen } from './selection'
import { resultAt } from './walk'

type DragActs = Pick<DOMAttributes<HTMLDivElement>, 'onDragStart' | 'onDragOver' | 'onDrop'>

const TYPE = 'application/x-loupe-result'

const cellOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-result]') : null

/** Results of a board are put elsewhere by dragging; those that are chosen go together. */
export function useDrag(
  isOn: boolean,
  page: Page,
  chosen: Chosen,
  onMove: (move: Move | null) => void,
): DragActs {
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
      const one = resultAt(page.laid, event.dataTransfer.getData(TYPE))
      const cell = cellOf(event.target)
      const over = cell?.dataset.result
      if (!one || !cell || !over) return
      event.preventDefault()
      const bounds = cell.getBoundingClientRect()
      const isAfter = event.clientX > bounds.left + bounds.width / 2
      const moved = chosen.has(one.file.id) ? [...chosen.values()] : [one]
      onMove(dropped(page.laid, moved, over, isAfter))
    },
  }
}
