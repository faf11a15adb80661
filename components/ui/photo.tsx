'use client'

import { useState } from 'react'

export type PhotoProps = {
  src: string | null
  /** Pixels of the picture, so that its place is known before it arrives. */
  width: number | null
  height: number | null
  alt: string
  /** Data URL shown until the picture is there. */
  placeholder?: string | null
  fit?: 'cover' | 'contain'
  /** Shows the placeholder alone: the picture is not to be had yet. */
  isWaiting?: boolean
  loading?: 'lazy' | 'eager'
  /** Sizes the frame; the picture fills it. */
  className?: string
}

/** A photograph: known size, blurred placeholder, 2 px corners, a hairline that keeps white edges. */
export function Photo({
  src,
  width,
  height,
  alt,
  placeholder,
  fit = 'cover',
  isWaiting,
  loading = 'lazy',
  className = '',
}: PhotoProps) {
  const [settled, setSettled] = useState(false)
  const shown = src !== null && !isWaiting
  const object = fit === 'cover' ? 'object-cover' : 'object-contain'
  return (
    <span className={`relative block shrink-0 overflow-hidden rounded-photo bg-well ${className}`}>
      {placeholder && !(shown && settled) && (
        // The placeholder is a data URL; an optimiser has nothing to add.
        <img
          src={placeholder}
          alt={shown ? '' : alt}
          className={`absolute inset-0 size-full scale-110 blur-md ${object}`}
        />
      )}
      {shown && (
        <img
          src={src}
          alt={alt}
          width={width ?? undefined}
          height={height ?? undefined}
          loading={loading}
          decoding="async"
          draggable={false}
          // A picture from the cache may be complete before React listens.
          ref={(image) => {
            if (image?.complete) setSettled(true)
          }}
          onLoad={() => setSettled(true)}
          onError={() => setSettled(true)}
          className={`relative size-full ${object}`}
        />
      )}
      <span className="photo-edge pointer-events-none absolute inset-0 rounded-photo" />
    </span>
  )
}
