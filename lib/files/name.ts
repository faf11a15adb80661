import 'server-only'
import { extensionOf, hasExtension, isMediaExtension, kindOf } from './types'

const MAX_CHARACTERS = 200
const fallbacks = { image: 'picture', video: 'film', audio: 'sound', text: 'text' }

// Control characters, line and paragraph separators, and what turns or hides text (bidirectional marks, overrides and
// isolates, zero-width spaces). Joiners stay: scripts and emoji need them.
const UNSAFE =
  /[\p{Cc}\u2028\u2029\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/**
 * A person's name for a file made harmless: no path, nothing invisible or turning, at most 200 characters, and an
 * extension that fits the real type. Letters of all scripts stay.
 */
export function cleanName(raw: string, mime: string): string {
  const text = wellFormed(raw.slice(-MAX_CHARACTERS * 20))
    .normalize('NFC')
    .replaceAll(/[\t\n\r]/g, ' ')
    .replaceAll(UNSAFE, '')
  const last = text.split(/[/\\]/).at(-1) ?? ''
  const tidy = last
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/gu, ' ')
    .replace(/^[\s.]+/u, '')
    .replace(/[\s.]+$/u, '')
  const { stem, extension } = split(tidy, mime)
  const room = MAX_CHARACTERS - extension.length - 1
  const kept = [...stem].slice(0, room).join('').trimEnd() || fallbacks[kindOf(mime) ?? 'text']
  return `${kept}.${extension}`
}

/** A line that people wrote, without what is invisible or turns text, and without room at its ends. */
export const withoutTricks = (raw: string): string =>
  wellFormed(raw)
    .normalize('NFC')
    .replaceAll(/[\t\n\r]/g, ' ')
    .replaceAll(UNSAFE, '')
    .trim()

function split(name: string, mime: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.')
  const written = dot > 0 ? name.slice(dot + 1) : ''
  if (hasExtension(mime, written.toLowerCase())) return { stem: name.slice(0, dot), extension: written }
  const stem = isMediaExtension(written.toLowerCase()) ? name.slice(0, dot) : name
  return { stem, extension: extensionOf(mime) }
}

/** Half a surrogate pair becomes the replacement mark, as everywhere in UTF-8. */
const wellFormed = (text: string) => Buffer.from(text, 'utf8').toString('utf8')

/** `Content-Disposition` by RFC 6266: a plain name for old readers, the real one by RFC 5987. */
export function contentDisposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/["\\%]/g, '_')
    .trim()
  const safe = plain && !plain.startsWith('.') ? plain : `file${plain}`
  const encoded = encodeURIComponent(wellFormed(name)).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="${safe}"; filename*=UTF-8''${encoded}`
}
