import 'server-only'
import { type FieldProblem, invalid, type Refusal } from '@/lib/refusal'
import type { Model, ModelField } from './schema'

/** Where a picture comes from: one of our files, an address, or base64 text. */
export type MediaSource =
  | { kind: 'file'; id: string }
  | { kind: 'url'; url: string }
  | { kind: 'base64'; text: string }
export type BuiltInput = { media: Record<string, MediaSource> }

const FILE_ID = /^[0-9a-z]{26}$/
const BASE64 = /^(?:data:[\w/+.-]+;base64,)?[A-Za-z0-9+/\s]+={0,2}\s*$/
/** Shorter than any picture: a word or a wrong id, and not base64. */
const SHORTEST_BASE64 = 64

/**
 * What a person or program typed → what the model is asked, or a problem per field. Pure.
 * Other names of a field are taken for it (a value under the field's own name wins), everything else is left out,
 * as the notes on both Recraft models ask.
 */
export function buildInput(model: Model, input: Record<string, unknown>): BuiltInput | Refusal {
  const media: Record<string, MediaSource> = {}
  const problems: Record<string, FieldProblem> = {}
  for (const field of model.fields) {
    const source = mediaOf(field, sentValue(model, field, input))
    if (source === null) continue
    if ('key' in source) problems[field.name] = source
    else media[field.name] = source
  }
  return Object.keys(problems).length ? invalid(problems) : { media }
}

/** The first value that says something among the field's names; else an empty one, if any was sent. */
function sentValue(model: Model, field: ModelField, input: Record<string, unknown>): unknown {
  const others = Object.keys(model.aliases).filter((alias) => model.aliases[alias] === field.name)
  const sent = [field.name, ...others].filter((name) => Object.hasOwn(input, name)).map((name) => input[name])
  return sent.find((value) => value !== null && !isEmpty(value)) ?? sent.find((value) => value !== null)
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.trim() === ''
    : Array.isArray(value) && value.every((item) => item === null || isEmpty(item))

function mediaOf(field: ModelField, value: unknown): MediaSource | FieldProblem | null {
  if (value === undefined) return field.required ? { key: 'media_required' } : null
  if (isEmpty(value)) return { key: 'media_empty' }
  const single = Array.isArray(value) ? value.filter((item) => item !== null && !isEmpty(item)) : [value]
  if (single.length > 1) return { key: 'media_many' }
  const text: unknown = single[0]
  if (typeof text !== 'string') return { key: 'wrong_type' }
  return sourceOf(text.trim())
}

function sourceOf(text: string): MediaSource | FieldProblem {
  if (FILE_ID.test(text)) return { kind: 'file', id: text }
  if (/^https:\/\//i.test(text) && URL.canParse(text)) return { kind: 'url', url: text }
  if (text.length >= SHORTEST_BASE64 && BASE64.test(text)) return { kind: 'base64', text }
  return { key: 'media_form' }
}
