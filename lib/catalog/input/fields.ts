import type { FieldProblem } from '@/lib/refusal'
import { readList, readObjects } from './lists'
import { mediaKind, missingMedia, readMedia, readTask } from './media'
import { readNumber, readNumeric } from './numbers'
import { type AnyField, fault, isBlank, onlyOne, type Read } from './read'
import { readBoolean, readEnum, readText } from './values'

/** What is wrong with a required field that was left out, or sent with nothing in it. */
export function absent(field: AnyField, sent: unknown): FieldProblem {
  const kind = mediaKind(field.type)
  if (kind) return { key: sent === undefined || sent === null ? missingMedia(kind) : 'media_empty' }
  return { key: field.type === 'task' ? 'task_required' : 'required' }
}

/** A value that says something, as KIE wants it. */
export function readField(field: AnyField, value: unknown, underAlias = false): Read {
  if (mediaKind(field.type)) return readMedia(field, value, underAlias)
  if (field.type === 'list') return readList(field, value, readWithin)
  if (field.type === 'objects') return readObjects(field, value, readWithin)
  const only = onlyOne(value)
  return only ? readOne(field, only.one) : fault('one_only')
}

function readOne(field: AnyField, value: unknown): Read {
  switch (field.type) {
    case 'boolean':
      return readBoolean(value)
    case 'enum':
      return readEnum(field, value)
    case 'integer':
    case 'number':
      return readNumber(field, value)
    case 'numeric':
      return readNumeric(field, value)
    case 'task':
      return readTask(value)
    default:
      return readText(field, value)
  }
}

/** Within a list or an object: what is missing is known at once. */
function readWithin(field: AnyField, value: unknown): Read {
  if (!isBlank(value)) return readField(field, value)
  if (!field.required) return { value: undefined }
  return field.default === undefined ? { problems: { '': absent(field, value) } } : { value: field.default }
}
