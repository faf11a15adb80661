'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { FileView } from '@/lib/files/schema'
import type { Recipe } from '@/lib/finish/schema'
import { draw, type Loaded, load } from './draw'

/** The picture that is finished, ready to be drawn; `failed` when it does not load. */
export function useLoaded(file: FileView): Loaded | 'failed' | null {
  const [loaded, setLoaded] = useState<Loaded | 'failed' | null>(null)
  const { url, previewUrl, width, height } = file
  useEffect(() => {
    let isStale = false
    load(previewUrl ?? url, { width: width ?? 1, height: height ?? 1 }).then(
      (ready) => !isStale && setLoaded(ready),
      () => !isStale && setLoaded('failed'),
    )
    return () => {
      isStale = true
    }
  }, [url, previewUrl, width, height])
  return loaded
}

/** The background's own picture, as soon as it is there. */
function useBackground({ background }: Recipe): HTMLImageElement | null {
  const fileId = background.kind === 'picture' ? background.fileId : null
  const [picture, setPicture] = useState<HTMLImageElement | null>(null)
  useEffect(() => {
    setPicture(null)
    if (!fileId) return
    const image = new Image()
    image.onload = () => setPicture(image)
    image.src = `/api/files/${fileId}/preview`
    return () => {
      image.onload = null
    }
  }, [fileId])
  return picture
}

export type PreviewProps = { loaded: Loaded; recipe: Recipe; name: string }

/** What comes out, drawn anew with each change, at most once a frame. */
export function Preview({ loaded, recipe, name }: PreviewProps) {
  const t = useTranslations('finish')
  const room = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const background = useBackground(recipe)

  useEffect(() => {
    const box = room.current
    if (!box) return
    let frame = 0
    const show = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        if (!canvas.current) return
        const ratio = window.devicePixelRatio || 1
        const most = { width: box.clientWidth * ratio, height: box.clientHeight * ratio }
        draw(canvas.current, loaded, recipe, background, most)
        canvas.current.style.width = `${canvas.current.width / ratio}px`
      })
    }
    const watch = new ResizeObserver(show)
    watch.observe(box)
    return () => {
      cancelAnimationFrame(frame)
      watch.disconnect()
    }
  }, [loaded, recipe, background])

  return (
    <div ref={room} className="grid size-full min-h-0 min-w-0 place-items-center overflow-hidden">
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('preview', { name })}
        className="checker block rounded-photo shadow-print"
      />
    </div>
  )
}
