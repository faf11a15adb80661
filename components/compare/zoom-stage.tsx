'use client'

import { type CSSProperties, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { mountMirror } from '@/components/compare/mirror'
import { mountZoom, type Zoom, type ZoomState } from '@/components/compare/zoom'
import type { Size } from '@/components/compare/zoom-math'

export type ZoomStageProps = {
  /** The box that is zoomed, in pixels of the finer picture. */
  picture: Size
  /** Names the area and says how it is worked by keys. */
  label: string
  onChange: (state: ZoomState) => void
  controls: RefObject<Zoom | null>
  /** Shown in small while a part of it is seen. */
  map: string | null
  /** A CompareSlider, or ComparePanes, that fill their frame. */
  panes: readonly [ReactNode] | readonly [ReactNode, ReactNode]
}

type Aspect = CSSProperties & Record<'--ratio' | '--most', string>

/** Fills its parent, which has a height; shows one picture in the middle, or two in step, and zooms them. */
export function ZoomStage({ picture, label, onChange, controls, map, panes }: ZoomStageProps) {
  const stage = useRef<HTMLElement>(null)
  const { width, height } = picture
  const count = panes.length

  useEffect(() => {
    if (!stage.current) return
    const zoom = mountZoom(stage.current, { width, height }, onChange)
    const unmirror = count > 1 ? mountMirror(stage.current) : undefined
    controls.current = zoom
    return () => {
      controls.current = null
      unmirror?.()
      zoom.destroy()
    }
  }, [width, height, count, onChange, controls])

  const aspect: Aspect = { '--ratio': String(width / height), '--most': `${width * 2}px` }
  const cell = (pane: ReactNode) => (
    <div className="zoom-cell">
      <div className="zoom-frame" style={aspect}>
        {pane}
      </div>
      {count > 1 && <i className="zoom-twin" aria-hidden="true" />}
    </div>
  )
  return (
    <section ref={stage} aria-label={label} className="zoom-stage" data-panes={count}>
      {cell(panes[0])}
      {panes[1] && cell(panes[1])}
      {map && (
        <div
          className="zoom-map checker checker-small"
          aria-hidden="true"
          style={{ aspectRatio: `${width} / ${height}` }}
        >
          <img src={map} alt="" draggable={false} />
          <i />
        </div>
      )}
    </section>
  )
}
