'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Backdrop, backdropStyle, firstBackdrop } from '@/components/compare/backdrop'
import { CompareSlider, type CompareSliderProps } from '@/components/compare/compare-slider'
import { finer } from '@/components/compare/picture'
import type { Zoom, ZoomState } from '@/components/compare/zoom'
import { ZoomBar } from '@/components/compare/zoom-bar'
import { ZoomStage } from '@/components/compare/zoom-stage'

export type CompareViewProps = Pick<CompareSliderProps, 'before' | 'after' | 'name' | 'labels'> & {
  /** The after-picture has transparent parts. */
  isCutout: boolean
  className?: string
}

const whole: ZoomState = { zoom: 1, isFit: true, canZoomIn: true, canZoomOut: false }

/** Before and after, to look at closely: slider, zoom and pan in step, backdrop. Fills its parent, which has a height. */
export function CompareView({ before, after, name, labels, isCutout, className = '' }: CompareViewProps) {
  const t = useTranslations('compare')
  const area = useRef<HTMLDivElement>(null)
  const controls = useRef<Zoom>(null)
  const [zoom, setZoom] = useState(whole)
  const [backdrop, setBackdrop] = useState(firstBackdrop)

  return (
    <div
      ref={area}
      className={`on-table grid h-full min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_52px] ${className}`}
    >
      <div className="grid min-h-0 px-6 py-2 max-desk:p-0">
        <ZoomStage
          key={`${before.url} ${after.url}`}
          picture={finer(before, after)}
          label={t('stage')}
          onChange={setZoom}
          controls={controls}
        >
          <CompareSlider
            before={before}
            after={after}
            name={name}
            labels={labels}
            backdrop={isCutout ? backdropStyle(backdrop) : undefined}
            isClose={!zoom.isFit}
            className="size-full"
          />
        </ZoomStage>
      </div>
      <div className="flex items-center gap-2 px-6 pb-1 max-desk:px-2">
        {isCutout && <Backdrop value={backdrop} onChange={setBackdrop} />}
        <span className="flex-1" />
        <ZoomBar state={zoom} controls={controls} area={area} />
      </div>
    </div>
  )
}
