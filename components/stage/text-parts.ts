/** A structured result, ready to be drawn: every level names its parts. */
export type Part =
  | { kind: 'value'; text: string }
  /** Of a list the names are `1`, `2`, … */
  | { kind: 'list' | 'record'; entries: [name: string, part: Part][] }

/** Deeper than this is shown as it is written. */
const DEEPEST = 8

/** A parsed JSON value as parts. */
export function partsOf(value: unknown, depth = 0): Part {
  if (typeof value !== 'object' || value === null) return { kind: 'value', text: String(value) }
  if (depth >= DEEPEST) return { kind: 'value', text: JSON.stringify(value) }
  if (Array.isArray(value)) {
    // Numbers in a row, as of a box, read best in a row.
    if (value.every((one) => typeof one === 'number')) return { kind: 'value', text: value.join(', ') }
    return { kind: 'list', entries: value.map((one, at) => [String(at + 1), partsOf(one, depth + 1)]) }
  }
  return {
    kind: 'record',
    entries: Object.entries(value).map(([name, one]) => [name, partsOf(one, depth + 1)]),
  }
}

export type Result =
  | { kind: 'prose'; text: string }
  /** `prose` is what a person wants to read of it, where it has such a part. */
  | { kind: 'structure'; part: Part; json: string; prose: string | null }

/** A text result by its type. JSON that is none is text after all. */
export function resultOf(text: string, mime: string): Result {
  if (mime !== 'application/json') return { kind: 'prose', text }
  try {
    const value: unknown = JSON.parse(text)
    return {
      kind: 'structure',
      part: partsOf(value),
      json: JSON.stringify(value, null, 2),
      prose: proseOf(value),
    }
  } catch {
    return { kind: 'prose', text }
  }
}

/** The text itself of a structure that has one at its top, as a transcript with its times has. */
function proseOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('text' in value)) return null
  return typeof value.text === 'string' && value.text.trim() ? value.text : null
}
