import 'server-only'
import { open } from 'node:fs/promises'
import { log } from '@/lib/log'
import type { FieldProblem } from '@/lib/refusal'
import { openPicture } from './decode'
import type { Sniffed } from './sniff'

/** What a picture's header says. Sides in px, after the orientation is applied. */
export type Picture = {
  mime: string
  width: number
  height: number
  /** EXIF's 1 to 8. */
  orientation: number
  /** The colour profile can go with the pixels as they are (it is one of RGB, and so are they). */
  hasRgbProfile: boolean
  /** WebP without loss. */
  lossless: boolean
}

const formats: Record<string, string> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }
const BROKEN: FieldProblem = { key: 'file_broken' }
const ANIMATED: FieldProblem = { key: 'file_animated' }
const HEAD_BYTES = 262_144

/**
 * Reads a picture's header, a millisecond whatever it claims to be: nothing is decoded.
 * @returns the picture, or what is wrong with it. Damage further in shows only when it is decoded.
 */
export async function inspect(path: string, { mime }: Sniffed): Promise<Picture | FieldProblem> {
  const head = await headOf(path)
  if (isAnimatedPng(head)) return ANIMATED
  try {
    // Without `pages` and limits, so that what is too much can be named.
    const meta = await openPicture(path, { limitInputPixels: false, pages: undefined }).metadata()
    if (meta.format !== formats[mime] || !meta.autoOrient.width || !meta.autoOrient.height) return BROKEN
    if ((meta.pages ?? 1) > 1) return ANIMATED
    return {
      mime,
      ...meta.autoOrient,
      orientation: meta.orientation ?? 1,
      hasRgbProfile: meta.icc !== undefined && /^(srgb|rgb|rgb16)$/.test(meta.space ?? ''),
      lossless: isLosslessWebp(head),
    }
  } catch (error) {
    return unreadable(error)
  }
}

/** What a failed decode means for a person: the file is damaged. The decoder's own words go to the log. */
export function unreadable(error: unknown): FieldProblem {
  log().info({ reason: error instanceof Error ? error.message : String(error) }, 'picture not readable')
  return BROKEN
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** A WebP's pixels are either in a lossy chunk (`VP8 `) or in a lossless one. */
function isLosslessWebp(head: Buffer): boolean {
  if (head.toString('latin1', 8, 12) !== 'WEBP') return false
  for (let at = 12; at + 8 <= head.length; ) {
    const chunk = head.toString('latin1', at, at + 4)
    if (chunk === 'VP8L' || chunk === 'VP8 ') return chunk === 'VP8L'
    const bytes = head.readUInt32LE(at + 4)
    at += 8 + bytes + (bytes % 2)
  }
  return false
}

/** An animated PNG says so (`acTL`) before its first pixels; the decoder would show its first frame only. */
function isAnimatedPng(head: Buffer): boolean {
  if (head.toString('latin1', 1, 4) !== 'PNG') return false
  for (let at = 8; at + 8 <= head.length; at += 12 + head.readUInt32BE(at)) {
    const chunk = head.toString('latin1', at + 4, at + 8)
    if (chunk === 'acTL') return true
    if (chunk === 'IDAT') return false
  }
  return false
}
