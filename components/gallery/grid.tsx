'use client'

import { useTranslations } from 'next-intl'
import type { DOMAttributes, RefCallback } from 'react'
import { GridLine } from './grid-line'
import { GridOutline } from './grid-outline'
import { elementHeight } from './long-scroll'
import { gridRole } from './roles'
import type { Chosen } from './selection'
import type { Shown } from './use-layout'
import './gallery.css'

export type GridProps = {
  scroller: RefCallback<HTMLDivElement>
  height: number
  /** How many there are is not known yet. */
  isLoading: boolean
  row: number
  shown: readonly Shown[]
  gap: number
  chosen: Chosen
  trashDays: number
  active: string | null
  acts: DOMAttributes<HTMLDivElement>
}

/** What is near the window of a grid as long as all results; the grid itself hears every key and press. */
export function Grid(props: GridProps) {
  const { scroller, height, isLoading, row, shown, gap, chosen, trashDays, active, acts } = props
  const t = useTranslations('gallery')
  const ids = shown.flatMap(({ line }) =>
    line.kind === 'cells' ? line.cells.map(({ result }) => result.file.id) : [],
  )
  const stop = active && ids.includes(active) ? active : (ids[0] ?? null)
  return (
    <div ref={scroller} className="min-h-0 overflow-y-auto overflow-x-hidden [overflow-anchor:none]">
      <div
        {...gridRole(t('results'))}
        aria-busy={isLoading}
        style={{ height: elementHeight(height) }}
        className="relative mt-1 mb-24 ml-6 max-desk:ml-0"
        {...acts}
      >
        {shown.map(({ key, top, line }) => (
          <GridLine
            key={key}
            line={line}
            top={top}
            gap={gap}
            chosen={chosen}
            trashDays={trashDays}
            stop={
              line.kind === 'cells' && line.cells.some(({ result }) => result.file.id === stop) ? stop : null
            }
          />
        ))}
        {isLoading && <GridOutline row={row} gap={gap} />}
      </div>
    </div>
  )
}
