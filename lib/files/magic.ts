// Free of everything: the browser tells types in the same way.

/** As much of a file's beginning as {@link typeOf} wants to see. */
export const HEAD_BYTES = 4_096

const ascii = (head: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...head.subarray(from, Math.min(to, head.length)))
const begins = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)

/**
 * The type of a picture, film or sound by its magic bytes, or null. Names and declared types are never asked.
 * An MP4 may turn out to be a sound, and what begins with an ID3 tag may be AAC: only its tracks tell.
 */
export function typeOf(head: Uint8Array): string | null {
  if (begins(head, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (ascii(head, 0, 4) === 'RIFF') return riffType(ascii(head, 8, 12))
  if (ascii(head, 4, 8) === 'ftyp') return brandedType(head)
  if (begins(head, 0x1a, 0x45, 0xdf, 0xa3)) return matroskaType(head)
  if (ascii(head, 0, 4) === 'OggS') return 'audio/ogg'
  if (ascii(head, 0, 4) === 'fLaC') return 'audio/flac'
  if (ascii(head, 0, 3) === 'ID3') return 'audio/mpeg'
  return head[0] === 0xff ? frameType(head[1] ?? 0, head[2] ?? 0xff) : null
}

const riffType = (form: string) => (form === 'WEBP' ? 'image/webp' : form === 'WAVE' ? 'audio/wav' : null)

const FILM = /^(isom|iso[2-9abc]|mp4[12v]|avc1|hvc1|hev1|av01|M4V[ HP]|MSNV|XAVC|dash|cmf[c2]|mmp4|f4v )$/
/** HEIC, AVIF and their like are the same container; a file that names one of them is a picture, or two things at once. */
const STILL = /^(hei[cmsx]|hev[cmsx]|mif[12]|msf1|miaf|Mi[A-Z]\w|MA1[AB]|avi[fos]|jpeg|jpgs|j2ki|j2is|crx )$/
const MAX_BRANDS = 64

/** By the major brand of an ISO media file, as long as none of the others is a still picture's. */
function brandedType(head: Uint8Array): string | null {
  const boxBytes = ((head[2] ?? 0) << 8) | (head[3] ?? 0)
  if (head[0] || head[1] || boxBytes < 16 || boxBytes > 16 + 4 * MAX_BRANDS || boxBytes > head.length)
    return null
  for (let at = 16; at + 4 <= boxBytes; at += 4) if (STILL.test(ascii(head, at, at + 4))) return null
  const brand = ascii(head, 8, 12)
  if (brand === 'qt  ') return 'video/quicktime'
  if (/^M4[AB] $/.test(brand)) return 'audio/mp4'
  return FILM.test(brand) ? 'video/mp4' : null
}

/** Matroska says in its first element, within a few bytes, whether it is WebM. */
const matroskaType = (head: Uint8Array) =>
  /B\x82.{1,8}?webm/s.test(ascii(head, 0, 64)) ? 'video/webm' : null

/** An audio frame without a container: layer 0 is AAC (ADTS), layer III is MP3; a bit rate of 15 does not exist. */
function frameType(second: number, third: number): string | null {
  if ((second & 0xf6) === 0xf0) return 'audio/aac'
  const isLayer3 = (second & 0xe6) === 0xe2
  return isLayer3 && third >> 4 !== 15 && third >> 4 !== 0 ? 'audio/mpeg' : null
}
