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

function preview(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  // An address may carry a signature in its query, so that part is never logged.
  const shown = /^https?:/i.test(text) ? text.replace(/\?.*$/s, '?…') : text
  return shown.length > PREVIEW_CHARACTERS ? `${shown.slice(0, PREVIEW_CHARACTERS)}…` : shown
}
