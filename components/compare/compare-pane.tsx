'use client'

import '@/components/compare/compare.css'
import type { CSSProperties } from 'react'
import { CompareBroken, useBroken } from '@/components/compare/compare-broken'
import { CompareLayer, type LayerBackdrop } from '@/components/compare/compare-layer'
import type { Picture } from '@/components/compare/picture'

export type ComparePaneProps = {
  picture: Picture
  alt: string
  /** On the picture. */
  label?: string | undefined
  /** The frame, where it has the shape of another picture. */
  frame: Picture | null
  backdrop?: LayerBackdrop | undefined
  isClose: boolean
  onSeeThrough?: (url: string) => void
}

type PaneStyle = CSSProperties & Record<'--fit', string>

/** Where a picture begins in a frame of another shape: per cent from the left and from the top. */
export function cornerWithin(picture: Picture, frame: Picture): { left: number; top: number } {
  const wider = (picture.width * frame.height) / (picture.height * frame.width)
  return { left: Math.max(0, 1 - wider) * 50, top: Math.max(0, 1 - 1 / wider) * 50 }
}

/** One picture in its frame: alone, or one of two that are looked at in step. */
export function ComparePane({
  picture,
  alt,
  label,
  frame,
  backdrop,
  isClose,
  onSeeThrough,
}: ComparePaneProps) {
  const { attempt, isBroken, fail, retry } = useBroken()
  const style: PaneStyle = { '--fit': frame ? 'contain' : 'fill' }
  // On the picture, not on the empty part of its frame; looked at closely it fills the frame.
  const corner = frame && !isClose ? cornerWithin(picture, frame) : null
  return (
    <div className={`cmp cmp-one size-full ${frame ? 'cmp-loose' : ''}`} style={style} data-live="">
      <CompareLayer
        key={`${picture.url} ${attempt}`}
        picture={picture}
        alt={alt}
        isClose={isClose}
        onFail={fail}
        backdrop={backdrop}
        onSeeThrough={onSeeThrough}
      />
      {label && (
        <span
          className="cmp-tag cmp-tag-before"
          aria-hidden="true"
          style={
            corner ? { left: `calc(${corner.left}% + 12px)`, top: `calc(${corner.top}% + 12px)` } : undefined
          }
        >
          {label}
        </span>
      )}
      {isBroken && <CompareBroken onRetry={retry} />}
    </div>
  )
}
