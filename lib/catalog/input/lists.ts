import { type AnyField, asList, countProblem, fault, type Read } from './read'

type ReadOne = (field: AnyField, value: unknown) => Read

/** Several plain values: texts, whole numbers, or pixel boxes for each picture. */
export function readList(field: AnyField, value: unknown, readOne: ReadOne): Read {
  if (field.itemType === 'boxes') return readBoxes(field, value)
  const items = asList(value)
  const wrongCount = countProblem(field, items.length)
  if (wrongCount) return wrongCount
  const read = items.map((item) =>
    readOne({ ...field, type: field.itemType === 'integer' ? 'integer' : 'string' }, item),
  )
  const wrong = read.find((each) => 'problems' in each)
  return wrong ?? { value: read.map((each) => 'value' in each && each.value) }
}

/** Objects with fields of their own; unknown ones are left out, and one object is a list of one. */
export function readObjects(field: AnyField, value: unknown, readOne: ReadOne): Read {
  const items = asList(value)
  if (!items.every((item) => typeof item === 'object' && !Array.isArray(item))) return fault('wrong_type')
  const wrongCount = countProblem(field, items.length)
  if (wrongCount) return wrongCount
  const read = items.map((item) => readItem(field, item as Record<string, unknown>, readOne))
  const problems = Object.fromEntries(
    read.flatMap((each, at) =>
      'problems' in each
        ? Object.entries(each.problems).map(([path, problem]) => [`${at}.${path}`, problem])
        : [],
    ),
  )
  if (Object.keys(problems).length) return { problems }
  return { value: read.map((each) => 'value' in each && each.value) }
}

function readItem(field: AnyField, item: Record<string, unknown>, readOne: ReadOne): Read {
  const values: Record<string, unknown> = {}
  const problems: Extract<Read, { problems: unknown }>['problems'] = {}
  for (const inner of field.itemFields ?? []) {
    const read = readOne(inner, Object.hasOwn(item, inner.name) ? item[inner.name] : undefined)
    if ('problems' in read) {
      for (const [path, problem] of Object.entries(read.problems)) {
        problems[path ? `${inner.name}.${path}` : inner.name] = problem
      }
    } else if (read.value !== undefined) values[inner.name] = read.value
  }
  return Object.keys(problems).length ? { problems } : { value: values }
}

const isPosition = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0
const isBox = (value: unknown) => Array.isArray(value) && value.length === 4 && value.every(isPosition)
const BOXES_A_PICTURE = 2
const areBoxes = (value: unknown) =>
  Array.isArray(value) && value.length <= BOXES_A_PICTURE && value.every(isBox)

/** Per picture at most two boxes `[x1, y1, x2, y2]`. */
function readBoxes(field: AnyField, value: unknown): Read {
  if (!Array.isArray(value)) return fault('wrong_form')
  return countProblem(field, value.length) ?? (value.every(areBoxes) ? { value } : fault('wrong_form'))
}
