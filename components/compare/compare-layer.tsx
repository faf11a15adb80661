'use client'

import { useEffect, useState } from 'react'
import type { Picture } from '@/components/compare/picture'

export type CompareLayerProps = {
  picture: Picture
  side: 'before' | 'after'
  alt: string
  /** Someone looks closer than the preview can show. */
  isClose: boolean
  onFail: () => void
  className?: string
}

/** One side: placeholder, then preview, then, when looked at closely, the picture itself. */
export function CompareLayer({ picture, side, alt, isClose, onFail, className = '' }: CompareLayerProps) {
  const [isLoaded, setLoaded] = useState(false)
  const [isFull, setFull] = useState(!picture.previewUrl)

  useEffect(() => {
    if (!isClose || isFull) return
    let isStale = false
    const full = new Image()
    full.src = picture.url
    // Changed only when decoded, so that nothing blinks. Should it fail, the preview is still there.
    full.decode().then(
      () => !isStale && setFull(true),
      () => !isStale && onFail(),
    )
    return () => {
      isStale = true
    }
  }, [isClose, isFull, picture.url, onFail])

  return (
    <div className={`cmp-layer cmp-${side} ${className}`}>
      {picture.placeholder && !isLoaded && <img src={picture.placeholder} alt="" className="cmp-blur" />}
      <img
        src={isFull ? picture.url : (picture.previewUrl ?? picture.url)}
        alt={alt}
        width={picture.width}
        height={picture.height}
        draggable={false}
        // From the cache it may be complete, or broken, before React listens.
        ref={(image) => {
          if (!image?.complete) return
          if (image.naturalWidth > 0) setLoaded(true)
          else onFail()
        }}
        onLoad={() => setLoaded(true)}
        onError={onFail}
      />
    </div>
  )
}
