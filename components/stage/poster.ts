import { MAX_POSTER_BYTES } from '@/lib/files/bounds'
import type { FileView } from '@/lib/files/schema'
import { putDerived } from './put-derived'

/** Large enough for the player on a usual screen; the server makes the smaller ones. */
const LONGEST_SIDE = 1_280
/** A moment in: the very first frame is often black. */
const MOMENT_S = 0.1
const PATIENCE_MS = 20_000
/** Kinds of picture in the order of liking. A browser that cannot write the first gives another kind. */
const WAYS = [
  ['image/webp', 0.82],
  ['image/jpeg', 0.82],
  ['image/jpeg', 0.5],
] as const

/** Sides of the poster: the film's shape, no side longer than the most. */
export function posterSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

/** Resolves when the event comes; rejects on an error of the film or when it takes too long. */
function heard(video: HTMLVideoElement, name: 'loadeddata' | 'seeked'): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The film says nothing')), PATIENCE_MS)
    const end = (act: () => void) => () => {
      clearTimeout(timer)
      act()
    }
    video.addEventListener(name, end(resolve), { once: true })
    video.addEventListener(
      'error',
      end(() => reject(new Error('This browser cannot show the film'))),
      {
        once: true,
      },
    )
  })
}

async function drawn(video: HTMLVideoElement): Promise<Blob | null> {
  const size = posterSize(video.videoWidth, video.videoHeight)
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  canvas.getContext('2d')?.drawImage(video, 0, 0, size.width, size.height)
  for (const [type, quality] of WAYS) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
    if (blob && blob.type === type && blob.size <= MAX_POSTER_BYTES) return blob
  }
  return null
}

/** Draws a film's first picture and keeps it on the server. False: this browser cannot, or the server did not take it. */
export async function makePoster(file: FileView): Promise<boolean> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.preload = 'auto'
  try {
    const loaded = heard(video, 'loadeddata')
    video.src = file.url
    await loaded
    const seeked = heard(video, 'seeked')
    video.currentTime = Math.min(MOMENT_S, video.duration / 2 || 0)
    await seeked
    const poster = await drawn(video)
    return poster !== null && (await putDerived(file, poster))
  } catch {
    return false
  } finally {
    // Lets go of the connection.
    video.removeAttribute('src')
    video.load()
  }
}
