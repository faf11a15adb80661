'use client'

import { type CSSProperties, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { mountZoom, type Zoom, type ZoomState } from '@/components/compare/zoom'
import type { Size } from '@/components/compare/zoom-math'

export type ZoomStageProps = {
  /** The box that is zoomed, in pixels of the finer picture. */
  picture: Size
  /** Names the area and says how it is worked by keys. */
  label: string
  onChange: (state: ZoomState) => void
  controls: RefObject<Zoom | null>
  /** A CompareSlider that fills its frame. */
  children: ReactNode
  className?: string
}

type Aspect = CSSProperties & Record<'--ratio' | '--most', string>

/** Fills its parent, which has a height; shows the whole picture in the middle and zooms it. */
export function ZoomStage({ picture, label, onChange, controls, children, className = '' }: ZoomStageProps) {
  const stage = useRef<HTMLElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const { width, height } = picture

  useEffect(() => {
    if (!stage.current || !frame.current) return
    const zoom = mountZoom(stage.current, frame.current, { width, height }, onChange)
    controls.current = zoom
    return () => {
      controls.current = null
      zoom.destroy()
    }
  }, [width, height, onChange, controls])

  const aspect: Aspect = { '--ratio': String(width / height), '--most': `${width * 2}px` }
  return (
    <section ref={stage} aria-label={label} className={`zoom-stage ${className}`}>
      <div ref={frame} className="zoom-frame" style={aspect}>
        {children}
      </div>
    </section>
  )
}
