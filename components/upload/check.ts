import { MAX_PIXELS } from '@/lib/files/bounds'
import type { FieldProblem } from '@/lib/refusal'

export type Checked = { mime: string; width: number; height: number } | { fault: FieldProblem }

/** The type of a picture by its first bytes, or null: names and the browser's guess can lie. */
export function sniffPicture(head: Uint8Array): string | null {
  const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to))
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp'
  return null
}

/** Pixel size as shown (orientation applied). The browser reads the header only: nothing is decoded before it is drawn. */
async function measureInBrowser(file: Blob): Promise<{ width: number; height: number } | null> {
  const url = URL.createObjectURL(file)
  try {
    return await new Promise((resolve) => {
      const image = new Image()
      image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight })
      image.onerror = () => resolve(null)
      image.src = url
    })
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** Looks at a file before anything is sent: is it a picture, which one, how large. */
export async function checkPicture(file: File, measure = measureInBrowser): Promise<Checked> {
  if (file.size === 0) return { fault: { key: 'file_empty' } }
  let head: Uint8Array
  try {
    head = new Uint8Array(await file.slice(0, 12).arrayBuffer())
  } catch {
    // A folder, or a file that went away since it was dropped.
    return { fault: { key: 'file_type' } }
  }
  const mime = sniffPicture(head)
  if (!mime) return { fault: { key: 'file_type' } }
  const size = await measure(file)
  return size ? { mime, ...size } : { fault: { key: 'file_broken' } }
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
