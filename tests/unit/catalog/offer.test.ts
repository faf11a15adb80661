import { describe, expect, it } from 'vitest'
import { buildInput } from '@/lib/catalog/build-input'
import { findModel, models } from '@/lib/catalog/catalog'
import { modelList, modelView, notOffered } from '@/lib/catalog/offer'
import { quote } from '@/lib/catalog/quote'
import type { StandingRule } from '@/lib/catalog/rule'
import { demoCredits, priceOf, type Terms } from '@/lib/catalog/terms'
import type { FieldView, ModelCard, ModelView } from '@/lib/catalog/view'
import { locales } from '@/lib/locale'
import { Refusal } from '@/lib/refusal'

const kie: Terms = { demo: false }
const sandbox: Terms = { demo: true }
const card = (id: string, terms: Terms = kie) =>
  modelList('en', terms).find((each) => each.id === id) as ModelCard

describe('the list of models', () => {
  it('holds all of KIE’s market, and the second provider’s model where it has a key', () => {
    expect(modelList('en', kie)).toHaveLength(148)
    expect(modelList('en', { ...kie, xty: true })).toHaveLength(149)
  })

  it('offers what has a price and is not retired', () => {
    const offered = modelList('en', kie).filter((each) => each.offered)
    expect(offered.every(({ from, retired }) => from !== null && !retired)).toBe(true)
    const lacking = modelList('en', kie).filter(({ retired, from }) => !retired && from === null)
    expect(offered.length + lacking.length).toBe(136)
    expect(modelList('en', sandbox).filter((each) => each.offered)).toHaveLength(136)
  })

  it('says what goes in, what comes out and what it costs', () => {
    expect(card('recraft/remove-background')).toMatchObject({
      ...{ group: 'background', output: 'image', takes: ['image'], offered: true, from: 1, per: 'image' },
    })
    expect(card('kling-3.0/video')).toMatchObject({
      group: 'film',
      takes: ['text', 'image', 'audio'],
      per: 'second',
    })
    expect(card('grok-imagine/upscale').takes).toEqual(['task'])
    expect(card('pixverse-v6/transition')).toMatchObject({ offered: false, from: null, per: null })
  })

  it('is found by older names and by words of other languages', () => {
    expect(card('elevenlabs/sound-effect-v2').aliases).toContain('elevenlabs/sound-effect')
    const russian = modelList('ru', kie).find(({ id }) => id === 'recraft/crisp-upscale')
    expect(card('recraft/crisp-upscale').aliases).toContain(russian?.tool)
    expect(notOffered.map(({ name }) => name)).toContain('Midjourney')
  })

  it('takes the admin’s word for what is offered', () => {
    const offered = new Map([
      ['sora-2-text-to-video', true],
      ['z-image', false],
    ])
    expect(card('sora-2-text-to-video', { ...kie, offered }).offered).toBe(true)
    expect(card('z-image', { ...kie, offered }).offered).toBe(false)
  })
})

describe('the price here', () => {
  const model = findModel('pixverse-v6/transition')
  if (!model) throw new Error('no model')

  it('is KIE’s, else an admin’s, else in the sandbox a stated one', () => {
    expect(priceOf(model, kie)).toBeNull()
    expect(priceOf(model, sandbox)).toMatchObject({ credits: demoCredits.video, source: 'demo price' })
  })

  it('follows the model’s own rule, else the one for all, which gives none where none is known', () => {
    const fixed = { id: 1, rule: { kind: 'fixed', credits: 12.5 } as const }
    const twice = { id: 2, rule: { kind: 'times', factor: 2_000 } as const }
    const under = (terms: Terms, rules: [string | null, StandingRule][]) =>
      priceOf(model, { ...terms, rules: new Map(rules) })?.credits
    expect(under(kie, [[model.id, fixed]])).toBe(12.5)
    expect(under(kie, [[null, fixed]])).toBeUndefined()
    expect(under(kie, [[model.id, twice]])).toBeUndefined()
    expect(under(sandbox, [[null, twice]])).toBe(2 * demoCredits.video)
    expect(
      under(sandbox, [
        [null, twice],
        [model.id, fixed],
      ]),
    ).toBe(12.5)
  })

  it('of one run holds for any settings', () => {
    const price = priceOf(model, sandbox)
    const none = { seconds: () => null, pixels: () => null }
    expect(quote({ fields: model.fields, price }, model.example, none)).toMatchObject({
      hold: 40_000,
      exact: true,
    })
  })
})

const within = (field: FieldView): FieldView[] => [field, ...(field.itemFields ?? []).flatMap(within)]

describe.each(locales)('a form in %s', (locale) => {
  it.each(models.map(({ id }) => id))('of %s has words for all it asks, and builds the example', (id) => {
    const view = modelView(id, locale, { demo: true, xty: true }) as ModelView
    const said = [
      ...[view.tool, view.sentence, ...(view.variants ?? []).map(({ label }) => label)],
      ...view.fields
        .flatMap(within)
        .flatMap(({ label, options = [] }) => [label, ...options.map((one) => one.label)]),
    ]
    expect(said.filter((text) => !text.trim())).toEqual([])
    expect(
      view.fields
        .flatMap(within)
        .filter(({ type, limits }) => /\[\]$|^(image|video|audio)$/.test(type) !== Boolean(limits)),
    ).toEqual([])
    const { fields, fieldAliases, variants, rules } = view
    const built = buildInput({ fields, aliases: fieldAliases, variants, rules }, view.example)
    expect(built instanceof Refusal ? built.options : built.input).toEqual(view.example)
  })
})

it('knows no model of another name', () => {
  expect(modelView('recraft/remove', 'en', kie)).toBeNull()
  expect(modelView('xty/remove-bg', 'en', kie)).toBeNull()
})
