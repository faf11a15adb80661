import 'server-only'

export type Kind = 'image' | 'video' | 'audio'
type Matches = (head: Uint8Array) => boolean

/** How many first bytes `mediaType` wants to see. */
export const HEAD_BYTES = 4096

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
const starts =
  (letters: string): Matches =>
  (head) =>
    text(head, 0, letters.length) === letters
const riff =
  (kind: string): Matches =>
  (head) =>
    starts('RIFF')(head) && text(head, 8, 12) === kind
const brand =
  (pattern: RegExp): Matches =>
  (head) =>
    text(head, 4, 8) === 'ftyp' && pattern.test(text(head, 8, 12))
const ebml =
  (kind: string): Matches =>
  (head) =>
    starts('\x1aE\xdf\xa3')(head) && text(head, 0, 64).includes(kind)
/** An MPEG audio frame; the layer tells MP3 from AAC. */
const sync =
  (layers: number[]): Matches =>
  (head) =>
    head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0 && layers.includes(((head[1] ?? 0) >> 1) & 3)

const signatures: [type: string, extension: string, matches: Matches][] = [
  ['image/jpeg', 'jpg', starts('\xff\xd8\xff')],
  ['image/png', 'png', starts('\x89PNG\r\n\x1a\n')],
  ['image/webp', 'webp', riff('WEBP')],
  ['image/gif', 'gif', starts('GIF8')],
  ['image/bmp', 'bmp', starts('BM')],
  ['image/tiff', 'tif', (head) => starts('II*\0')(head) || starts('MM\0*')(head)],
  ['image/heic', 'heic', brand(/^(heic|heix|mif1|msf1)$/)],
  ['image/avif', 'avif', brand(/^avi[fs]$/)],
  ['audio/mp4', 'm4a', brand(/^M4[AB] $/)],
  ['video/quicktime', 'mov', brand(/^qt {2}$/)],
  ['video/mp4', 'mp4', brand(/./)],
  ['video/webm', 'webm', ebml('webm')],
  ['video/x-matroska', 'mkv', ebml('matroska')],
  ['video/x-msvideo', 'avi', riff('AVI ')],
  ['audio/wav', 'wav', riff('WAVE')],
  ['audio/flac', 'flac', starts('fLaC')],
  ['audio/ogg', 'ogg', starts('OggS')],
  ['audio/aac', 'aac', sync([0])],
  ['audio/mpeg', 'mp3', (head) => starts('ID3')(head) || sync([1, 2, 3])(head)],
]

/** Type and usual extension by the first bytes, whatever the name says. */
export function mediaType(head: Uint8Array): { type: string; extension: string } {
  const found = signatures.find(([, , matches]) => matches(head))
  return found
    ? { type: found[0], extension: found[1] }
    : { type: 'application/octet-stream', extension: 'bin' }
}

export const extensionOf = (type: string) => signatures.find(([known]) => known === type)?.[1] ?? 'bin'
export const kindOf = (type: string): Kind | null =>
  (/^(image|video|audio)\//.exec(type)?.[1] as Kind) ?? null

/** Other names under which documents list a type. */
const names: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/heif': 'image/heic',
  'video/mov': 'video/quicktime',
  'video/avi': 'video/x-msvideo',
  'audio/mp3': 'audio/mpeg',
  'audio/x-wav': 'audio/wav',
  'audio/m4a': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
}

/** Whether a list of types, in anybody's spelling, has this one. */
export const isAmong = (type: string, list: readonly string[]) =>
  list.some((name) => (names[name] ?? name) === type)
