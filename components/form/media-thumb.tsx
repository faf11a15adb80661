'use client'

import { AudioLines, Film, Image as Picture } from 'lucide-react'
import { useEffect, useState } from 'react'
import { smallPicture } from '@/components/upload/check'
import type { MediaItem } from './media-item'

const SIDE = 192
const icons = { image: Picture, video: Film, audio: AudioLines }

/** An address for the file on this machine: a small copy of a picture, a film as it is. */
function useLocalUrl({ file, kind, width, height }: MediaItem): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!file || kind === 'audio' || !width || !height) return
    let isGone = false
    let made: string | null = null
    const show = (next: string | null) => {
      made = next
      if (isGone && next) URL.revokeObjectURL(next)
      else setUrl(next)
    }
    if (kind === 'video') show(URL.createObjectURL(file))
    else void smallPicture(file, width, height, SIDE).then(show)
    return () => {
      isGone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [file, kind, width, height])
  return url
}

/** Where the server has a small picture of the file, if it has one. */
function storedUrl({ view, fileId, kind }: MediaItem): string | null {
  if (view) return view.thumbUrl
  return kind === 'image' && fileId && !fileId.includes(':') ? `/api/files/${fileId}/thumb` : null
}

/** A small picture of a file; its kind's sign where there is none. Fills its parent. */
export function MediaThumb({ item, isDim }: { item: MediaItem; isDim: boolean }) {
  const local = useLocalUrl(item)
  const [broken, setBroken] = useState<string | null>(null)
  const stored = item.file ? null : storedUrl(item)
  const Icon = icons[item.kind]
  const look = `size-full object-cover transition-opacity ${isDim ? 'opacity-40' : ''}`
  if (local && item.kind === 'video') {
    // A moment in: the first frame is often black.
    return (
      <video src={`${local}#t=0.1`} muted playsInline preload="metadata" tabIndex={-1} className={look} />
    )
  }
  const picture = item.kind === 'video' || item.kind === 'image' ? (local ?? stored) : null
  if (picture && picture !== broken) {
    return <img src={picture} alt="" draggable={false} onError={() => setBroken(picture)} className={look} />
  }
  return (
    <span
      className={`grid size-full place-items-center text-ink-3 ${item.phase === 'held' ? 'invisible' : ''}`}
    >
      <Icon aria-hidden size={18} strokeWidth={1.6} />
    </span>
  )
}
