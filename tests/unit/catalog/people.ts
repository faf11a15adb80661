import fc from 'fast-check'
import {
  isNumeric,
  isSeveral,
  isTask,
  type KieField,
  type KieModel,
  kindOf,
} from '@/tests/support/kie-models'

const ID = '0123456789abcdefghjkmnpqrs'
const media = fc.constantFrom(
  ID,
  ` ${ID}\n`,
  'https://example.com/a.png?x=1',
  `data:image/png;base64,${'iVBORw0K'.repeat(20)}`,
  'iVBORw0K'.repeat(20),
)
const yesOrNo = fc.constantFrom(true, false, 'yes', 'No', 'да', 'НЕТ', '是', '否', 'true', ' false ', '1', 0)

/** A value as somebody may send it for this field: mostly one that fits, in one of its spellings. */
const valueFor = (field: KieField): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 30, arbitrary: fitting(field) },
    { weight: 1, arbitrary: fc.constantFrom(null, '', [], '   ', [null, '']) },
    { weight: 1, arbitrary: fc.anything() },
  )

function fitting(field: KieField): fc.Arbitrary<unknown> {
  const { type, enum: offered = [], minLength = 1, maxLength = 60 } = field
  if (isSeveral(field)) return several(field)
  if (kindOf(field)) return fc.oneof(media, fc.tuple(media))
  if (isTask(field)) return fc.constant(ID)
  if (type === 'enum') return fc.constantFrom(...offered, ...offered.map(String), ...offered.map(inOtherType))
  if (type === 'boolean') return yesOrNo
  if (type === 'integer' || type === 'number' || isNumeric(field)) return number(field)
  return fc.string({ minLength, maxLength: Math.min(60, maxLength), unit: 'binary' })
}

const inOtherType = (value: string | number) => {
  if (typeof value === 'number') return ` ${value} `
  return /^\d+$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function number({ type, min = -5, max = min + 1_000 }: KieField): fc.Arbitrary<unknown> {
  const some =
    type === 'integer' || type === 'string'
      ? fc.integer({ min, max })
      : fc.double({ min, max, noNaN: true }).map((value) => Number(value.toFixed(4)))
  return fc.oneof(some, some.map(String))
}

function several(field: KieField): fc.Arbitrary<unknown> {
  const { minItems = 1, maxItems = 4, itemType, itemFields = [] } = field
  const item: fc.Arbitrary<unknown> = kindOf(field)
    ? media
    : itemType === 'object'
      ? fc.tuple(...itemFields.map(mentioned)).map((pairs) => Object.fromEntries(pairs.flat()))
      : itemType === 'array'
        ? fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { maxLength: 2 })
        : itemType === 'integer'
          ? fc.oneof(fc.integer(), fc.integer().map(String))
          : fc.string({ minLength: 1, maxLength: 20 })
  return fc.array(item, { minLength: Math.max(1, minItems), maxLength: maxItems })
}

/** The field under its own or another name, or not at all. */
const mentioned = (field: KieField): fc.Arbitrary<[string, unknown][]> =>
  fc.boolean().chain((optional) => {
    if (!field.required && optional) return fc.constant([])
    return valueFor(field).map((value): [string, unknown][] => [[field.name, value]])
  })

/** A whole input for a model, with some names that nobody knows. */
export const inputFor = (model: KieModel): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(
      fc.tuple(...model.input.map(mentioned)),
      fc.dictionary(fc.constantFrom(...Object.keys(model.aliases), 'strange', '__proto__'), media, {
        maxKeys: 1,
      }),
    )
    .map(([pairs, others]) => ({ ...others, ...Object.fromEntries(pairs.flat()) }))
