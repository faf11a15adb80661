import { describe, expect, it } from 'vitest'
import names from '@/lib/catalog/aliases.json'
import { buildInput } from '@/lib/catalog/build-input'
import { findModel, models } from '@/lib/catalog/catalog'
import { limitsOf, mediaKind } from '@/lib/catalog/input/media'
import type { AnyField } from '@/lib/catalog/input/read'
import { mediaUses } from '@/lib/catalog/places'
import type { Condition, Model } from '@/lib/catalog/schema'
import { MAX_BYTES } from '@/lib/files/bounds'
import { Refusal } from '@/lib/refusal'
import { kieModels } from '@/tests/support/kie-models'

const within = (field: AnyField): AnyField[] => [field, ...(field.itemFields ?? []).flatMap(within)]
const everyField = (model: Model) => model.fields.flatMap(within)
const namesIn = (model: Model) => model.fields.map(({ name }) => name)

const conditionsOf = ({ fields, rules = [], price }: Model): Condition[] => [
  ...fields.flatMap(({ requiredWhen, maxWhen }) =>
    [requiredWhen, maxWhen?.when].filter((when) => when !== undefined),
  ),
  ...rules.flatMap((rule) => ('when' in rule ? [rule.when] : [])),
  ...(price?.variants ?? []).map(({ when }) => when),
]

/** Fields that rules, variants, aliases and the price speak of. */
const spokenOf = ({ rules = [], variants = [], aliases, price, ...model }: Model): string[] => [
  ...conditionsOf({ ...model, rules, aliases, price }).flatMap((when) => Object.keys(when)),
  ...rules.flatMap((rule) => [
    ...('field' in rule ? [rule.field] : []),
    ...('fields' in rule ? rule.fields : []),
    ...('others' in rule ? rule.others : []),
  ]),
  ...variants.flatMap(({ required, allowed }) => [...required, ...allowed]),
  ...Object.values(aliases),
  ...(price?.side ? [price.side.field, price.side.times] : []),
  ...(price && 'field' in price.units ? [price.units.field] : []),
]

describe.each(models)('$id', (model) => {
  it('has an example that passes, with all its media', () => {
    const built = buildInput(model, model.example)
    expect(built instanceof Refusal ? built.options : built.input).toEqual(model.example)
    expect(mediaUses(model, model.example).every(({ source }) => source.kind === 'url')).toBe(true)
  })

  it('speaks only of its own fields', () => {
    const known = namesIn(model)
    expect(new Set(known).size).toBe(known.length)
    expect(spokenOf(model).filter((name) => !known.includes(name))).toEqual([])
    expect(Object.keys(model.aliases).filter((alias) => known.includes(alias))).toEqual([])
  })

  it('makes conditions only of values that can be chosen', () => {
    const offered = (name: string) => {
      const field = model.fields.find((each) => each.name === name)
      return field?.type === 'boolean' ? [true, false] : (field?.enum ?? [])
    }
    const strange = conditionsOf(model).flatMap((when) =>
      Object.entries(when).flatMap(([name, wanted]) =>
        Array.isArray(wanted) ? wanted.filter((value) => !offered(name).includes(value)) : [],
      ),
    )
    expect(strange).toEqual([])
  })

  it('has whole fields', () => {
    for (const field of everyField(model)) {
      const { name, type, min, max, step, folded, required } = field
      expect(Boolean(field.enum), name).toBe(type === 'enum')
      expect(Boolean(field.itemFields), name).toBe(type === 'objects')
      expect(Boolean(field.itemType), name).toBe(type === 'list')
      expect(Boolean(field.from), name).toBe(type === 'task')
      expect(folded && (required || field.always === true), name).toBe(false)
      if (field.always) expect(field.default, name).toBeDefined()
      if (field.enum && field.default !== undefined) expect(field.enum, name).toContain(field.default)
      // Rounding to the step never leaves the range.
      for (const end of step ? [min, max] : []) {
        if (end !== undefined)
          expect(Math.abs(end / (step ?? 1) - Math.round(end / (step ?? 1))), name).toBeLessThan(1e-9)
      }
      if (mediaKind(type)) expect(limitsOf(field).accept.length, name).toBeGreaterThan(0)
    }
  })

  it('knows its jobs to go on from', () => {
    const strange = everyField(model).flatMap(({ from = [] }) => from.filter((id) => !findModel(id)))
    expect(strange).toEqual([])
  })

  it('says where its limits come from', () => {
    expect(
      model.sources.every((source) => /^https:\/\/docs\.kie\.ai\/|the Chinese page|^xty/.test(source)),
    ).toBe(true)
    if (model.price) expect(model.price.source).toMatch(/^KIE price table of \d{4}-\d\d-\d\d$/)
  })
})

describe('the catalogue', () => {
  it('asks in the order of KIE’s pages and the report', () => {
    for (const { id, askOrder } of kieModels) expect(namesIn(findModel(id) as Model), id).toEqual(askOrder)
  })

  it('marks the twelve models that only the older pages know', () => {
    const retired = models.filter((model) => model.retired).map(({ id }) => id)
    const older = kieModels
      .filter(({ lastSeenOfficial }) => lastSeenOfficial < '2026-08-01')
      .map(({ id }) => id)
    expect(retired.sort()).toEqual(older.sort())
    expect(retired).toHaveLength(12)
  })

  it('takes uploads as large as the most generous model does', () => {
    const largest = (kind: string) =>
      Math.max(
        ...models
          .flatMap(everyField)
          .filter(({ type }) => mediaKind(type) === kind)
          .map(({ maxFileBytes }) => maxFileBytes ?? 0),
      )
    expect({ image: largest('image'), video: largest('video'), audio: largest('audio') }).toEqual(MAX_BYTES)
  })

  it('finds the report’s umbrella names, or says that they are not offered', () => {
    const umbrellas: Record<string, string[]> = names.umbrellas
    expect(
      Object.values(umbrellas)
        .flat()
        .filter((id) => !findModel(id)),
    ).toEqual([])
    const known = [...Object.keys(umbrellas), ...names.notOffered.flatMap(({ aliases }) => aliases)]
    const report = [
      ...[
        'elevenlabs/sound-effect',
        'elevenlabs/text-to-speech',
        'flux/kontext',
        'google/veo-3',
        'google/veo-3.1',
      ],
      ...['google/nanobanana-gemini-2.5-flash', 'grok/imagine', 'hailuo/2.3', 'kling/v2-5-turbo'],
      ...['midjourney/api', 'openai/4o-image', 'runway/gen-4', 'suno/v5'],
    ]
    expect(report.filter((name) => !known.includes(name))).toEqual([])
  })
})
