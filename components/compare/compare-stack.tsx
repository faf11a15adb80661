'use client'

import '@/components/compare/compare.css'
import type { CSSProperties } from 'react'
import { CompareBroken, useBroken } from '@/components/compare/compare-broken'
import { CompareLayer, type LayerBackdrop } from '@/components/compare/compare-layer'
import { haveOneShape, type Picture } from '@/components/compare/picture'

export type CompareStackProps = {
  before: Picture
  after: Picture
  /** For screen readers. */
  alts: { before: string; after: string }
  /** `hold`: the after-picture, and the before-picture while held. `difference`: how far they are apart. */
  look: 'hold' | 'difference'
  isHeld: boolean
  /** Named on the picture. */
  label: string
  /** How many times stronger a difference is shown. */
  strength: number
  backdrop?: LayerBackdrop | undefined
  backdropBefore?: LayerBackdrop | undefined
  isClose: boolean
  onSeeThrough: (url: string) => void
}

type StackStyle = CSSProperties & Record<'--fit' | '--strength', string>

/** Both pictures in one place, the one over the other. Each fills the frame, so that they line up whatever their sizes. */
export function CompareStack({
  before,
  after,
  alts,
  look,
  isHeld,
  label,
  strength,
  backdrop,
  backdropBefore,
  isClose,
  onSeeThrough,
}: CompareStackProps) {
  const { attempt, isBroken, fail, retry } = useBroken()
  const isLoose = !haveOneShape(before, after)
  const style: StackStyle = { '--fit': isLoose ? 'contain' : 'fill', '--strength': String(strength) }
  const isApart = look === 'difference'
  const shared = { isClose, onFail: fail, onSeeThrough }
  return (
    <div
      className={`cmp cmp-one cmp-${look} size-full ${isLoose ? 'cmp-loose' : ''}`}
      style={style}
      data-live=""
      data-held={isHeld ? '' : undefined}
    >
      <div className="cmp-mix">
        <CompareLayer
          {...shared}
          key={`before ${before.url} ${attempt}`}
          picture={before}
          side="before"
          alt={isApart || !isHeld ? '' : alts.before}
          backdrop={isApart ? undefined : backdropBefore}
        />
        <CompareLayer
          {...shared}
          key={`after ${after.url} ${attempt}`}
          picture={after}
          side="after"
          alt={isHeld && !isApart ? '' : alts.after}
          backdrop={isApart ? undefined : backdrop}
        />
      </div>
      <span className="cmp-tag cmp-tag-before" role="status">
        {label}
      </span>
      {isBroken && <CompareBroken onRetry={retry} />}
    </div>
  )
}
