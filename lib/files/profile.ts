import 'server-only'
import { crc32, deflateSync, inflateSync } from 'node:zlib'

// A colour profile may carry words (a monitor's serial number, a person's name). Its colours are kept, its words are
// blanked in place: the length stays, so that a JPEG's and a WebP's profile is overwritten where it lies.

const HEADER_BYTES = 128
const ENTRY_BYTES = 12
/** The tags that say what colours mean (ICC.1:2022, 9.2); everything else is words and private data. */
const COLOUR_TAGS =
  /^([rgbk]TRC|[rgb]XYZ|wtpt|bkpt|chad|chrm|lumi|cicp|gamt|view|meas|[ABDM]2[ABDM]\d|pre\d|bfd |tech|rig0|ciis)$/

/** The same profile without words and private data. A profile that makes no sense comes back as zeros. */
export function withoutWords(profile: Buffer): Buffer {
  const count = profile.length > HEADER_BYTES + 4 ? profile.readUInt32BE(HEADER_BYTES) : 0
  const tableEnd = HEADER_BYTES + 4 + count * ENTRY_BYTES
  const clean = Buffer.alloc(profile.length)
  if (count === 0 || tableEnd > profile.length) return clean
  profile.copy(clean, 0, 0, tableEnd)
  // Maker, model, creator and the checksum of what is no longer there.
  for (const [from, to] of [
    [48, 56],
    [80, 100],
  ] as const)
    clean.fill(0, from, to)
  const tags = Array.from({ length: count }, (_, index) => tagAt(profile, index))
  for (const { name, from, to } of tags) if (COLOUR_TAGS.test(name)) profile.copy(clean, from, from, to)
  for (const { name, from, to } of tags) {
    if (!COLOUR_TAGS.test(name) && clean.subarray(from, to).every((byte) => byte === 0)) {
      emptyWords(profile.subarray(from, to), clean.subarray(from, to))
    }
  }
  return clean
}

function tagAt(profile: Buffer, index: number) {
  const at = HEADER_BYTES + 4 + index * ENTRY_BYTES
  const from = profile.readUInt32BE(at + 4)
  return { name: profile.toString('latin1', at, at + 4), from, to: from + profile.readUInt32BE(at + 8) }
}

/** A word tag must stay one: its type, and of the two common types the smallest valid content. */
function emptyWords(tag: Buffer, clean: Buffer) {
  const type = tag.toString('latin1', 0, 4)
  if (!/^(desc|text|mluc)$/.test(type)) return
  clean.write(type, 0, 'latin1')
  if (type === 'desc' && clean.length >= 12) clean.writeUInt32BE(1, 8)
  if (type === 'mluc' && clean.length >= 16) clean.writeUInt32BE(12, 12)
}

/** Replaces the words in an encoded picture's profile. Pictures without one come back as they are. */
export function blankProfile(picture: Buffer, mime: string): Buffer {
  if (mime === 'image/jpeg') return blankInPlace(picture, jpegProfile(picture))
  if (mime === 'image/webp') return blankInPlace(picture, webpProfile(picture))
  return blankPng(picture)
}

/** `pieces` are views into the picture: writing to them writes to it. */
function blankInPlace(picture: Buffer, pieces: Buffer[]): Buffer {
  if (pieces.length === 0) return picture
  const clean = withoutWords(Buffer.concat(pieces))
  let at = 0
  for (const piece of pieces) at += clean.copy(piece, 0, at, at + piece.length)
  return picture
}

const ICC_MARK = 'ICC_PROFILE\0'

/** APP2 segments in file order, which is the profile's order in a file that we wrote. */
function jpegProfile(jpeg: Buffer): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const body = jpeg.subarray(at + 4, at + 2 + jpeg.readUInt16BE(at + 2))
    if (jpeg[at + 1] === 0xe2 && body.toString('latin1', 0, 12) === ICC_MARK) pieces.push(body.subarray(14))
  }
  return pieces
}

function webpProfile(webp: Buffer): Buffer[] {
  for (let at = 12; at + 8 <= webp.length; ) {
    const bytes = webp.readUInt32LE(at + 4)
    if (webp.toString('latin1', at, at + 4) === 'ICCP') return [webp.subarray(at + 8, at + 8 + bytes)]
    at += 8 + bytes + (bytes % 2)
  }
  return []
}

function blankPng(png: Buffer): Buffer {
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at)) {
    const name = png.toString('latin1', at + 4, at + 8)
    if (name === 'IDAT') return png
    if (name !== 'iCCP') continue
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
    const profile = inflateSync(body.subarray(body.indexOf(0) + 2))
    return Buffer.concat([
      png.subarray(0, at),
      profileChunk(withoutWords(profile)),
      png.subarray(at + 12 + body.length),
    ])
  }
  return png
}

function profileChunk(profile: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from('iCCPicc\0\0', 'latin1'), deflateSync(profile)])
  const chunk = Buffer.alloc(named.length + 8)
  chunk.writeUInt32BE(named.length - 4, 0)
  named.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(named), named.length + 4)
  return chunk
}
