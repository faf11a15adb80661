'use client'

import { type CSSProperties, useEffect, useRef, useState } from 'react'
import type { Picture } from '@/components/compare/picture'
import { isSeeThrough } from '@/components/compare/see-through'

/** What see-through parts lie on: a class, a CSS colour, a CSS image. */
export type LayerBackdrop = { className?: string; colour?: string; image?: string }

export type CompareLayerProps = {
  picture: Picture
  side?: 'before' | 'after'
  alt: string
  /** Someone looks closer than the preview can show. */
  isClose: boolean
  onFail: () => void
  backdrop?: LayerBackdrop | undefined
  /** Called when the picture turns out to have see-through parts. */
  onSeeThrough?: ((url: string) => void) | undefined
}

type LayerStyle = CSSProperties & Record<'--backdrop' | '--backdrop-image', string | undefined>

/** One side: placeholder, then preview, then, when looked at closely, the picture itself. */
export function CompareLayer({
  picture,
  side,
  alt,
  isClose,
  onFail,
  backdrop,
  onSeeThrough,
}: CompareLayerProps) {
  const [isLoaded, setLoaded] = useState(false)
  const [isFull, setFull] = useState(!picture.previewUrl)
  const looked = useRef(false)

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

  function arrived(image: HTMLImageElement) {
    setLoaded(true)
    if (looked.current || !onSeeThrough) return
    looked.current = true
    if (isSeeThrough(image)) onSeeThrough(picture.url)
  }

  const style: LayerStyle = { '--backdrop': backdrop?.colour, '--backdrop-image': backdrop?.image }
  return (
    <div
      className={`cmp-layer ${side ? `cmp-${side}` : ''} ${backdrop?.className ?? ''} ${backdrop?.image ? 'cmp-pictured' : ''}`}
      style={style}
    >
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
          if (image.naturalWidth > 0) arrived(image)
          else onFail()
        }}
        onLoad={(event) => arrived(event.currentTarget)}
        onError={onFail}
      />
    </div>
  )
}
