'use client'

import { AudioLines, Braces, Play, Type } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Photo } from '@/components/ui/photo'
import type { FileView } from '@/lib/files/schema'
import { useFresh } from './derived-store'
import { coarser } from './small-peaks'
import { useDerive } from './use-derive'

const BARS = 9

export type FileThumbProps = {
  file: FileView
  fit?: 'cover' | 'contain'
  /** Shows the placeholder alone: the file is at work. */
  isWaiting?: boolean
  /** Sizes the frame. */
  className?: string
}

function usePeaks(url: string | null): readonly number[] | null {
  const [peaks, setPeaks] = useState<readonly number[] | null>(null)
  useEffect(() => {
    if (!url) return
    let isGone = false
    fetch(url)
      .then((answer) => (answer.ok ? (answer.json() as Promise<{ peaks: number[] }>) : null))
      .then(
        (answer) => !isGone && answer && setPeaks(coarser(answer.peaks, BARS)),
        () => undefined,
      )
    return () => {
      isGone = true
    }
  }, [url])
  return peaks
}

/** A few bars, so that sounds can be told apart. */
function SmallWave({ url }: { url: string | null }) {
  const peaks = usePeaks(url)
  if (!peaks) return <AudioLines aria-hidden size={16} strokeWidth={1.6} />
  const bars = peaks.map((peak, at) => {
    const height = Math.max(1.5, peak * 16)
    return `M${at * 2.5 + 1} ${(18 - height) / 2}v${height}`
  })
  return (
    <svg aria-hidden="true" width="22" height="18" viewBox="0 0 22 18" className="stroke-current">
      <path d={bars.join('')} strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  )
}

const sign = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

function Sign({ file }: { file: FileView }) {
  if (file.kind === 'audio') return <SmallWave url={file.peaksUrl} />
  if (file.kind === 'video') return <Play {...sign} />
  return file.mime === 'application/json' ? <Braces {...sign} /> : <Type {...sign} />
}

/** A file of any kind, small, beside words that name it: a picture, a film's poster, a sound's waveform, a sign for text. */
export function FileThumb({ file: given, fit = 'cover', isWaiting, className = '' }: FileThumbProps) {
  const file = useFresh(given)
  useDerive(file)
  if (file.thumbUrl === null && !file.placeholder) {
    return (
      <span
        className={`relative grid shrink-0 place-items-center overflow-hidden rounded-photo bg-well text-ink-3 ${className}`}
      >
        <Sign file={file} />
        <span className="photo-edge pointer-events-none absolute inset-0 rounded-photo" />
      </span>
    )
  }
  return (
    <span className={`relative block shrink-0 ${className}`}>
      <Photo
        src={file.thumbUrl}
        width={null}
        height={null}
        alt=""
        placeholder={file.placeholder}
        isWaiting={isWaiting}
        fit={fit}
        className="size-full"
      />
      {file.kind === 'video' && !isWaiting && (
        <span className="absolute bottom-1 left-1 grid size-4 place-items-center rounded-[4px] bg-black/60 text-white">
          <Play aria-hidden size={9} strokeWidth={0} fill="currentColor" />
        </span>
      )}
    </span>
  )
}
