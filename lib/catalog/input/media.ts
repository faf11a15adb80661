import { MAX_BYTES, MAX_PIXELS, takenTypes } from '@/lib/files/bounds'
import type { FieldType, MediaKind, MediaLimits } from '../schema'
import { type AnyField, asList, countProblem, fault, type Read } from './read'

/** Where a picture, film or sound comes from: one of our files, an address, or base64 text. */
export type MediaSource =
  | { kind: 'file'; id: string }
  | { kind: 'url'; url: string }
  | { kind: 'base64'; text: string }

/** Our ids, of files and of jobs. */
const ID = /^[0-9a-z]{26}$/
const BASE64 = /^(?:data:[\w/+.-]+;base64,)?[A-Za-z0-9+/]+={0,2}$/
/** Shorter than any picture: a word or a wrong id, and not base64. */
const SHORTEST_BASE64 = 64

/** The kind of a media field, or null. */
export const mediaKind = (type: FieldType): MediaKind | null => {
  const kind = type.replace('[]', '')
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : null
}

/** What a media field takes. What KIE does not say is filled with what Loupe takes at all. */
export function limitsOf(field: AnyField): MediaLimits {
  const kind = mediaKind(field.type) ?? 'image'
  const ours: readonly string[] = takenTypes[kind]
  return {
    accept: field.accept ? ours.filter((type) => field.accept?.includes(type)) : ours,
    maxFileBytes: field.maxFileBytes ?? MAX_BYTES[kind],
    minSidePx: field.minSidePx,
    maxSidePx: field.maxSidePx,
    maxPixels: field.maxPixels ?? (kind === 'image' ? MAX_PIXELS : undefined),
    minSeconds: field.minSeconds,
    maxSeconds: field.maxSeconds,
  }
}

/** Null: neither a file's id, nor an https address, nor base64. */
export function sourceOf(text: string): MediaSource | null {
  if (ID.test(text)) return { kind: 'file', id: text }
  if (/^https:\/\//i.test(text) && URL.canParse(text)) return { kind: 'url', url: text }
  return text.length >= SHORTEST_BASE64 && BASE64.test(text) ? { kind: 'base64', text } : null
}

const missing = { image: 'media_required', video: 'film_required', audio: 'sound_required' } as const
const tooMany = { image: 'media_many', video: 'film_many', audio: 'sound_many' } as const

export const missingMedia = (kind: MediaKind): string => missing[kind]

/** One media value, or several; under another name of the field a list gives its first. */
export function readMedia(field: AnyField, value: unknown, underAlias: boolean): Read {
  const kind = mediaKind(field.type) ?? 'image'
  const several = field.type.endsWith('[]')
  const all = asList(value)
  const given = !several && underAlias ? all.slice(0, 1) : all
  if (!several && given.length > 1) return fault(tooMany[kind])
  if (!given.every((item) => typeof item === 'string')) return fault('wrong_type')
  const texts = given.map((item) => item.trim())
  if (!texts.every(sourceOf)) return fault('media_form')
  return (several && countProblem(field, texts.length)) || { value: several ? texts : texts[0] }
}

/** A finished job of one's own. */
export function readTask(value: unknown): Read {
  if (typeof value !== 'string') return fault('wrong_type')
  return ID.test(value.trim()) ? { value: value.trim() } : fault('task_form')
}
