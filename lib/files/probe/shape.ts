import type { OpenFile } from './open-file.ts'

const MAX_BOXES = 100_000
const HEAD_BYTES = 1_024
const ZIP_END_BYTES = 22
const MAX_ZIP_COMMENT = 65_535
const UNKNOWN_RIFF = [0, 0xffffffff]

/** What is wrong with a file as a whole, whatever its tracks say, or null: it was cut off, or it is two things at once. */
export function faultOf(file: OpenFile, mime: string): string | null {
  if (isPage(file)) return 'is a page or a document as well'
  if (isArchive(file)) return 'is an archive as well'
  return shapes[mime]?.(file) ?? null
}

/** Whether a file of this type says itself how long it is. What is nothing but frames shows its end in no other way. */
export const hasShape = (mime: string): boolean => mime in shapes

/** Readers of pages and documents look for their marks in the first kilobyte, not only at its start. */
function isPage(file: OpenFile): boolean {
  const head = file.read(0, HEAD_BYTES).toString('latin1')
  return /%PDF-\d|<(!doctype|html|head|body|script|iframe|svg)[\s>]|<\?php/i.test(head)
}

/** Archives are read from their end: an end record whose comment reaches exactly to the last byte. */
function isArchive(file: OpenFile): boolean {
  const length = Math.min(file.bytes, ZIP_END_BYTES + MAX_ZIP_COMMENT)
  const tail = file.read(file.bytes - length, length)
  for (let at = tail.indexOf('PK\x05\x06', 0, 'latin1'); at >= 0; ) {
    if (at + ZIP_END_BYTES <= tail.length && at + ZIP_END_BYTES + tail.readUInt16LE(at + 20) === tail.length)
      return true
    at = tail.indexOf('PK\x05\x06', at + 1, 'latin1')
  }
  return false
}

/** The boxes of an MP4 or MOV follow each other from the first byte to the last, and one of them is the index. */
function boxesFault(file: OpenFile): string | null {
  let hasIndex = false
  let at = 0
  for (let count = 0; at < file.bytes; count++) {
    if (count >= MAX_BOXES) return 'has too many boxes'
    const head = file.read(at, 16)
    if (head.length < 8) return hasIndex && isBlank(head) ? null : 'ends within a box'
    const name = head.toString('latin1', 4, 8)
    const size = boxBytes(head, file.bytes - at)
    if (name === '\0\0\0\0' && hasIndex) return isBlank(head) ? null : 'has something behind its boxes'
    if (!/^[\x20-\x7e\xa9]{4}$/.test(name) || size === null) return 'has a box that is none'
    if (at + size > file.bytes) return 'ends within a box'
    hasIndex ||= name === 'moov'
    at += size
  }
  return hasIndex ? null : 'has no index'
}

const isBlank = (bytes: Buffer) => bytes.every((byte) => byte === 0)

/** 1 announces a long number, 0 means all that is left. */
function boxBytes(head: Buffer, left: number): number | null {
  const short = head.readUInt32BE(0)
  if (short === 0) return left
  if (short !== 1) return short < 8 ? null : short
  if (head.length < 16) return null
  const long = Number(head.readBigUInt64BE(8))
  return long < 16 ? null : long
}

/** A recorder that cannot go back leaves the length open. */
function riffFault(file: OpenFile): string | null {
  const said = file.read(4, 4).readUInt32LE(0)
  return !UNKNOWN_RIFF.includes(said) && said + 8 > file.bytes ? 'ends before its end' : null
}

const SEGMENT = 0x18538067

/** A WebM is a header and one segment, whose length may be left open. */
function segmentFault(file: OpenFile): string | null {
  const head = file.read(0, HEAD_BYTES)
  const header = vint(head, 4)
  const at = header ? header.end + header.value : head.length
  if (at + 5 > head.length || head.readUInt32BE(at) !== SEGMENT) return 'has no segment'
  const segment = vint(head, at + 4)
  if (!segment) return 'has no segment'
  return !segment.isOpen && segment.end + segment.value > file.bytes ? 'ends before its end' : null
}

/** Matroska's number: the leading zero bits of the first byte tell how many bytes follow; all ones means unknown. */
function vint(head: Buffer, at: number): { value: number; end: number; isOpen: boolean } | null {
  const length = Math.clz32(head[at] ?? 0) - 23
  if (length > 8 || at + length > head.length) return null
  let value = BigInt(head[at] ?? 0) & ((1n << BigInt(8 - length)) - 1n)
  for (let n = 1; n < length; n++) value = (value << 8n) | BigInt(head[at + n] ?? 0)
  const isOpen = value === (1n << BigInt(7 * length)) - 1n
  return { value: Number(value), end: at + length, isOpen }
}

const shapes: Record<string, (file: OpenFile) => string | null> = {
  'video/mp4': boxesFault,
  'video/quicktime': boxesFault,
  'audio/mp4': boxesFault,
  'audio/wav': riffFault,
  'video/webm': segmentFault,
}
