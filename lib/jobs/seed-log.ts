import 'server-only'
import type { Model } from '@/lib/catalog/schema'

const PREVIEW_CHARACTERS = 60

/** The fields that the notes on the models ask every log line of a request to have; values shortened. */
export function seedLog(model: Model, input: Record<string, unknown>) {
  return {
    MODEL: model.id,
    TYPE: model.logType,
    INPUT_KEYS: Object.keys(input).slice(0, 20),
    INPUT_PREVIEW: Object.fromEntries(
      Object.entries(input)
        .slice(0, 20)
        .map(([key, value]) => [key, preview(value)]),
    ),
  }
}

/** Of a list its count and its first item, of an object the names of its fields. */
function preview(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}] ${value.length ? preview(value[0]) : ''}`.trim()
  if (typeof value === 'object' && value !== null) return `{${shortened(Object.keys(value).join(', '))}}`
  // An address may carry a signature in its query, so that part is never logged.
  const text = String(value)
  return shortened(
    /^https?:/i.test(text) ? (text.split('?', 1)[0] ?? '') + (text.includes('?') ? '?…' : '') : text,
  )
}

const shortened = (text: string) =>
  text.length > PREVIEW_CHARACTERS ? `${text.slice(0, PREVIEW_CHARACTERS)}…` : text
