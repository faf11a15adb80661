import type { WireValue } from '../schema'
import { type AnyField, fault, type Read } from './read'

const YES: ReadonlySet<string> = new Set(['true', 'yes', 'да', '是', '1'])
const NO: ReadonlySet<string> = new Set(['false', 'no', 'нет', '否', '0'])

/** True or false, also from a person's words. */
export function readBoolean(value: unknown): Read {
  if (typeof value === 'boolean') return { value }
  if (typeof value !== 'string' && typeof value !== 'number') return fault('wrong_type')
  const word = String(value).trim().toLowerCase()
  if (YES.has(word)) return { value: true }
  return NO.has(word) ? { value: false } : fault('wrong_type')
}

/** Where KIE names no limit: its longest prompts. */
const MOST_LETTERS = 20_000

/** Text without the blanks around it. No database text holds a NUL, and half a character is none. */
export function readText(field: AnyField, value: unknown): Read {
  if (typeof value !== 'string' && typeof value !== 'number') return fault('wrong_type')
  const text = String(value).trim()
  if (text.includes('\0') || !text.isWellFormed()) return fault('wrong_form')
  const max = field.maxLength ?? MOST_LETTERS
  if (text.length > max) return fault('too_long', { max })
  if (field.minLength !== undefined && [...text].length < field.minLength) {
    return fault('too_short', { min: field.minLength })
  }
  return { value: text }
}

/** One of a closed list, in its own JSON type: "5" becomes 5 where 5 is offered and "5" is not, and 5 becomes "5". */
export function readEnum(field: AnyField, value: unknown): Read {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return fault('wrong_type')
  const offered = field.enum ?? []
  const text = String(value).trim()
  const cased = field.case === 'lower' ? text.toLowerCase() : text
  const said = field.synonyms?.[cased] ?? cased
  const exact = offered.find((each) => each === value || each === said)
  if (exact !== undefined) return { value: exact }
  const alike = offered.filter((each) => sameInAnotherType(each, String(said)))
  return alike.length === 1 ? { value: alike[0] } : fault('not_offered')
}

const sameInAnotherType = (offered: WireValue, said: string) =>
  typeof offered === 'number' ? /\d/.test(said) && Number(said) === offered : String(offered) === said
