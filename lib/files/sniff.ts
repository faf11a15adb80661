import 'server-only'
import { open } from 'node:fs/promises'
import { type FileKind, kindOf } from './types'

/** What the first bytes of a file say that it is. Names and declared types are never asked. */
export type Sniffed = { mime: string; kind: FileKind }

const HEAD_BYTES = 4_096

/** Reads the beginning of a file and tells its type, or null when it is none that Loupe knows. */
export async function sniffFile(path: string): Promise<Sniffed | null> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return sniff(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

/** The type by magic bytes; `head` is the file's beginning, at least 64 bytes of it where there are as many. */
export function sniff(head: Buffer): Sniffed | null {
  const mime = binaryType(head) ?? textType(head)
  const kind = mime && kindOf(mime)
  return mime && kind ? { mime, kind } : null
}

const ascii = (head: Buffer, from: number, to: number) => head.toString('latin1', from, to)
const begins = (head: Buffer, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)

function binaryType(head: Buffer): string | null {
  if (begins(head, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (ascii(head, 0, 4) === 'RIFF') return riffType(ascii(head, 8, 12))
  if (ascii(head, 4, 8) === 'ftyp') return brandType(ascii(head, 8, 12))
  if (/^(moov|wide|mdat)$/.test(ascii(head, 4, 8))) return 'video/quicktime'
  if (begins(head, 0x1a, 0x45, 0xdf, 0xa3)) return ascii(head, 0, 64).includes('webm') ? 'video/webm' : null
  if (ascii(head, 0, 4) === 'OggS') return 'audio/ogg'
  if (ascii(head, 0, 4) === 'fLaC') return 'audio/flac'
  if (ascii(head, 0, 3) === 'ID3') return 'audio/mpeg'
  return head[0] === 0xff ? frameType(head[1] ?? 0, head[2] ?? 0xff) : null
}

const riffType = (form: string) => (form === 'WEBP' ? 'image/webp' : form === 'WAVE' ? 'audio/wav' : null)

/** The major brand of an ISO media file. HEIC and AVIF are such files too: only films and sound are named here. */
function brandType(brand: string): string | null {
  if (brand === 'qt  ') return 'video/quicktime'
  if (/^M4[AB] $/.test(brand)) return 'audio/mp4'
  return /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|mmp4|f4v )$/.test(brand) ? 'video/mp4' : null
}

/** An audio frame without a container: layer 0 is AAC (ADTS), layer III is MP3; a bit rate of 15 does not exist. */
function frameType(second: number, third: number): string | null {
  if ((second & 0xf6) === 0xf0) return 'audio/aac'
  const isLayer3 = (second & 0xe6) === 0xe2
  return isLayer3 && third >> 4 !== 15 && third >> 4 !== 0 ? 'audio/mpeg' : null
}

const MARKUP = /^\s*<(!doctype|html|head|body|script|svg|\?xml|!--)/i
/** What text may hold below the space: tab, line feed, form feed, return, escape (terminal output). */
const TEXT_CONTROLS = new Set([9, 10, 12, 13, 27])

/** UTF-8 without control characters. Markup is no text result: an upstream's error page looks like that. */
function textType(head: Buffer): string | null {
  if (head.length === 0) return null
  const text = new TextDecoder('utf-8').decode(head, { stream: true })
  if (text.includes('\ufffd') || MARKUP.test(text)) return null
  if (head.some((byte) => byte === 127 || (byte < 32 && !TEXT_CONTROLS.has(byte)))) return null
  return /^\s*[[{]/.test(text) ? 'application/json' : 'text/plain'
}
