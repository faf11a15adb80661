import { type AnyField, fault, type Read } from './read'

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/
/** Longer than any number that means something: texts of megabytes never reach the pattern. */
const MOST_DIGITS = 40

/** A number, also from text; null when it is none. */
function numberOf(value: unknown): number | null {
  const isText = typeof value === 'string' && value.length <= MOST_DIGITS
  const number = isText && DECIMAL.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** A number within its range, rounded to its step and its decimals. */
export function readNumber(field: AnyField, value: unknown): Read {
  const number = numberOf(value)
  if (number === null) return fault('wrong_type')
  const whole = field.type === 'integer'
  if (whole && field.step === undefined && !Number.isInteger(number)) return fault('not_whole')
  const max = Math.max(field.max ?? Number.MAX_SAFE_INTEGER, field.maxWhen?.max ?? 0)
  const min = field.min ?? -Number.MAX_SAFE_INTEGER
  if (number < min) return fault('number_min', { min })
  if (number > max) return fault('number_max', { max })
  return { value: rounded(number, field) }
}

/** Text that holds a number. */
export function readNumeric(field: AnyField, value: unknown): Read {
  const read = readNumber(field, value)
  return 'value' in read ? { value: String(read.value) } : read
}

function rounded(number: number, { step, decimals }: AnyField): number {
  const stepped = step === undefined ? number : fixed(Math.round(number / step) * step, placesOf(step))
  // Adding zero makes 0 of -0, which JSON cannot say.
  return (decimals === undefined ? stepped : fixed(stepped, decimals)) + 0
}

const fixed = (number: number, places: number) => Number(number.toFixed(places))
const placesOf = (step: number) => String(step).split('.')[1]?.length ?? 0
