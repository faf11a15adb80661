'use client'

import '@/components/compare/compare.css'
import { useTranslations } from 'next-intl'
import { type CSSProperties, useCallback, useEffect, useRef, useState } from 'react'
import { mount } from '@/components/compare/compare'
import { CompareLayer } from '@/components/compare/compare-layer'
import { finer, haveOneShape, type Picture } from '@/components/compare/picture'
import { buttonStyle } from '@/components/ui/button-style'

export type CompareSliderProps = {
  before: Picture
  after: Picture
  /** What the pictures show, for screen readers; a file's name will do. */
  name?: string
  /** On the pictures; else "Before" and "After". */
  labels?: { before: string; after: string }
  /** The after-picture has transparent parts: what they lie on. A class and a CSS colour. */
  backdrop?: { className?: string; colour?: string }
  /** Where the line starts, in per cent. */
  start?: number
  /** `cover` fills a frame of another shape; else the slider keeps the pictures' shape. */
  fit?: 'cover'
  isClose?: boolean
  className?: string
}

type SliderStyle = CSSProperties & Record<'--x' | '--fit' | '--backdrop', string | undefined>

/** Before and after under one line: the React side of compare.ts. As wide as its parent unless `className` says else. */
export function CompareSlider({
  before,
  after,
  name,
  labels,
  backdrop,
  start = 50,
  fit,
  isClose = false,
  className = 'w-full',
}: CompareSliderProps) {
  const t = useTranslations('compare')
  const root = useRef<HTMLDivElement>(null)
  const [attempt, setAttempt] = useState(0)
  const [isBroken, setBroken] = useState(false)
  const fail = useCallback(() => setBroken(true), [])
  const words = labels ?? { before: t('before'), after: t('after') }
  const box = finer(before, after)

  useEffect(() => {
    if (!root.current) return
    const slider = mount(root.current)
    return slider.destroy
  }, [])

  const style: SliderStyle = {
    '--x': `${start}%`,
    '--fit': fit ?? (haveOneShape(before, after) ? 'fill' : 'contain'),
    '--backdrop': backdrop?.colour,
    aspectRatio: fit ? undefined : `${box.width} / ${box.height}`,
  }
  const alt = (side: string) => (name ? `${side}: ${name}` : side)

  return (
    <div ref={root} className={`cmp ${className}`} style={style} data-live="">
      <CompareLayer
        key={`after ${after.url} ${attempt}`}
        picture={after}
        side="after"
        alt={alt(words.after)}
        isClose={isClose}
        onFail={fail}
        className={backdrop?.className}
      />
      <CompareLayer
        key={`before ${before.url} ${attempt}`}
        picture={before}
        side="before"
        alt={alt(words.before)}
        isClose={isClose}
        onFail={fail}
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
      {isBroken && (
        <div
          role="alert"
          className="absolute inset-0 z-10 grid cursor-auto place-content-center justify-items-center gap-3 bg-table p-4 text-center"
        >
          <p className="text-ink-2">{t('failed')}</p>
          <button
            type="button"
            className={buttonStyle({ look: 'plain' })}
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => {
              setBroken(false)
              setAttempt(attempt + 1)
            }}
          >
            {t('retry')}
          </button>
        </div>
      )}
    </div>
  )
}
