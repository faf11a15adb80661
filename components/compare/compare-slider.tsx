'use client'

import '@/components/compare/compare.css'
import { useTranslations } from 'next-intl'
import { type CSSProperties, useEffect, useRef } from 'react'
import { mount } from '@/components/compare/compare'
import { CompareBroken, useBroken } from '@/components/compare/compare-broken'
import { CompareLayer, type LayerBackdrop } from '@/components/compare/compare-layer'
import { finer, haveOneShape, type Picture } from '@/components/compare/picture'

export type CompareSliderProps = {
  before: Picture
  after: Picture
  /** What the pictures show, for screen readers; a file's name will do. */
  name?: string | undefined
  /** On the pictures; else "Before" and "After". */
  labels?: { before: string; after: string } | undefined
  /** The after-picture has see-through parts: what they lie on. */
  backdrop?: LayerBackdrop | undefined
  /** The same for the before-picture. */
  backdropBefore?: LayerBackdrop | undefined
  /** Where the line starts, in per cent. */
  start?: number
  /** `cover` fills a frame of another shape; else the slider keeps the pictures' shape. */
  fit?: 'cover'
  isClose?: boolean
  onSeeThrough?: (url: string) => void
  className?: string
}

type SliderStyle = CSSProperties & Record<'--x' | '--fit', string | undefined>

/** Before and after under one line: the React side of compare.ts. As wide as its parent unless `className` says else. */
export function CompareSlider({
  before,
  after,
  name,
  labels,
  backdrop,
  backdropBefore,
  start = 50,
  fit,
  isClose = false,
  onSeeThrough,
  className = 'w-full',
}: CompareSliderProps) {
  const t = useTranslations('compare')
  const root = useRef<HTMLDivElement>(null)
  const { attempt, isBroken, fail, retry } = useBroken()
  const words = labels ?? { before: t('before'), after: t('after') }
  const box = finer(before, after)

  useEffect(() => {
    if (!root.current) return
    const slider = mount(root.current)
    return slider.destroy
  }, [])

  const isLoose = !fit && !haveOneShape(before, after)
  const style: SliderStyle = {
    '--x': `${start}%`,
    '--fit': fit ?? (isLoose ? 'contain' : 'fill'),
    aspectRatio: fit ? undefined : `${box.width} / ${box.height}`,
  }
  const alt = (side: string) => (name ? `${side}: ${name}` : side)
  const shared = { isClose, onFail: fail, onSeeThrough }

  return (
    <div ref={root} className={`cmp ${isLoose ? 'cmp-loose' : ''} ${className}`} style={style} data-live="">
      <CompareLayer
        {...shared}
        key={`after ${after.url} ${attempt}`}
        picture={after}
        side="after"
        alt={alt(words.after)}
        backdrop={backdrop}
      />
      <CompareLayer
        {...shared}
        key={`before ${before.url} ${attempt}`}
        picture={before}
        side="before"
        alt={alt(words.before)}
        backdrop={backdropBefore}
      />
      <span className="cmp-tag cmp-tag-before" aria-hidden="true">
        {words.before}
      </span>
      <span className="cmp-tag cmp-tag-after" aria-hidden="true">
        {words.after}
      </span>
      <input
        type="range"
        className="cmp-range"
        min={0}
        max={100}
        defaultValue={start}
        aria-label={t('slider')}
      />
      <div className="cmp-bar" aria-hidden="true">
        <div className="cmp-grip">
          <i />
        </div>
        <span className="cmp-tag cmp-position" />
      </div>
      {isBroken && <CompareBroken onRetry={retry} />}
    </div>
  )
}
