import { limitsOf, type MediaSource, mediaKind, sourceOf } from './input/media'
import type { AnyField } from './input/read'
import type { MediaKind, MediaLimits, Model } from './schema'

/** Where something is in an input: `['elements', 0, 'element_input_urls', 1]`. */
export type Path = (string | number)[]

export type MediaUse = {
  path: Path
  /** The field on the top, for the message when something is wrong with it. */
  field: string
  kind: MediaKind
  limits: MediaLimits
  source: MediaSource
}

/** A job of one's own in an input; KIE is sent that job's task id in its place. */
export type TaskUse = {
  path: Path
  field: string
  value: string
  /** Only jobs of these models will do. */
  from: readonly string[]
}

type Place = { path: Path; field: AnyField; value: string }

/** Every picture, film and sound of an input, in the order of asking. */
export const mediaUses = (model: Pick<Model, 'fields'>, input: Record<string, unknown>): MediaUse[] =>
  placesIn(model.fields, input).flatMap(({ path, field, value }) => {
    const kind = mediaKind(field.type)
    const source = sourceOf(value)
    return kind && source ? [{ path, field: String(path[0]), kind, limits: limitsOf(field), source }] : []
  })

/** Every earlier job of an input. */
export const taskUses = (model: Pick<Model, 'fields'>, input: Record<string, unknown>): TaskUse[] =>
  placesIn(model.fields, input).flatMap(({ path, field, value }) =>
    field.type === 'task' ? [{ path, field: String(path[0]), value, from: field.from ?? [] }] : [],
  )

function placesIn(fields: readonly AnyField[], input: Record<string, unknown>, above: Path = []): Place[] {
  return fields.flatMap((field): Place[] => {
    const path = [...above, field.name]
    const items = Array.isArray(input[field.name]) ? (input[field.name] as unknown[]) : null
    if (field.type === 'objects') {
      return (items ?? []).flatMap((item, at) =>
        placesIn(field.itemFields ?? [], item as Record<string, unknown>, [...path, at]),
      )
    }
    if (!mediaKind(field.type) && field.type !== 'task') return []
    const values = items ?? [input[field.name]]
    return values.flatMap((value, at) =>
      typeof value === 'string' ? [{ path: items ? [...path, at] : path, field, value }] : [],
    )
  })
}

/** A copy of an input with other values in these places. */
export function placed(
  input: Record<string, unknown>,
  values: readonly { path: Path; value: unknown }[],
): Record<string, unknown> {
  return values.reduce((made, { path, value }) => put(made, path, value) as Record<string, unknown>, input)
}

function put(within: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(within)) {
    return within.map((item, at) => (at === key ? put(item, rest, value) : item))
  }
  const object = (within ?? {}) as Record<string, unknown>
  return { ...object, [key]: put(object[String(key)], rest, value) }
}
