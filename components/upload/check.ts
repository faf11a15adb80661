import { MAX_PIXELS } from '@/lib/files/bounds'
import { HEAD_BYTES, typeOf } from '@/lib/files/magic'
import type { FieldProblem } from '@/lib/refusal'

/** Sides in px as shown, length in ms; null is what a kind lacks or the browser cannot tell. */
type Measures = { width: number | null; height: number | null; durationMs: number | null }
export type Checked = ({ mime: string } & Measures) | { fault: FieldProblem }

/** A film or a sound that says nothing for so long is left to the server. */
const PATIENCE_MS = 10_000

/** The browser reads headers only: a picture is not decoded before it is drawn, a film not before it is played. */
async function measureInBrowser(file: Blob, mime: string): Promise<Measures | null> {
  const url = URL.createObjectURL(file)
  try {
    return await (mime.startsWith('image/') ? measurePicture(url) : measureMedia(url, mime))
  } finally {
    URL.revokeObjectURL(url)
  }
}

function measurePicture(url: string): Promise<Measures | null> {
  return new Promise((resolve) => {
    const image = new Image()
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight, durationMs: null })
    image.onerror = () => resolve(null)
    image.src = url
  })
}

/** A codec that this browser does not have is no fault of the file. */
function measureMedia(url: string, mime: string): Promise<Measures> {
  return new Promise((resolve) => {
    const isFilm = mime.startsWith('video/')
    const media = document.createElement(isFilm ? 'video' : 'audio')
    const timer = setTimeout(end, PATIENCE_MS)
    media.preload = 'metadata'
    media.onloadedmetadata = end
    media.onerror = end
    media.src = url
    function end() {
      clearTimeout(timer)
      const [width, height] =
        media instanceof HTMLVideoElement ? [media.videoWidth, media.videoHeight] : [0, 0]
      const seconds = Number.isFinite(media.duration) ? media.duration : 0
      media.removeAttribute('src')
      resolve({
        width: width || null,
        height: height || null,
        durationMs: Math.round(seconds * 1_000) || null,
      })
    }
  })
}

const UNKNOWN: Checked = { mime: 'application/octet-stream', width: null, height: null, durationMs: null }

/** Looks at a file before anything is sent: what it is, how large, how long. Whether it fits is for `mediaProblem`. */
export async function checkMedia(file: File, measure = measureInBrowser): Promise<Checked> {
  if (file.size === 0) return { fault: { key: 'file_empty' } }
  let head: Uint8Array
  try {
    head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  } catch {
    // A folder, or a file that went away since it was dropped.
    return UNKNOWN
  }
  const said = typeOf(head)
  if (!said) return UNKNOWN
  // Telephones record voices into files that begin like films. Which it is, the server reads from the tracks.
  const mime = said === 'video/mp4' && file.type.startsWith('audio/') ? 'audio/mp4' : said
  const measures = await measure(file, mime)
  return measures ? { mime, ...measures } : { fault: { key: 'file_broken' } }
}

/** A small picture of a large one as an object URL, or null where the browser cannot. Decoding a bomb is not tried. */
export async function smallPicture(
  file: Blob,
  width: number,
  height: number,
  side: number,
): Promise<string | null> {
  if (width * height > MAX_PIXELS) return null
  const scale = Math.min(1, side / Math.min(width, height))
  try {
    const bitmap = await createImageBitmap(file, {
      resizeWidth: Math.max(1, Math.round(width * scale)),
      resizeHeight: Math.max(1, Math.round(height * scale)),
      resizeQuality: 'medium',
    })
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
    bitmap.close()
    return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 }))
  } catch {
    return null
  }
}
