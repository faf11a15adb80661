import { describe, expect, it } from 'vitest'
import { buildInput } from '@/lib/catalog/build-input'
import { models as all, findModel } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'
import { Refusal } from '@/lib/refusal'
import golden from '@/tests/fixtures/kie-bodies.json'
import { allBodies, alwaysSent, type Bodies } from '@/tests/support/kie-bodies'
import { kieModels } from '@/tests/support/kie-models'
import { schemaErrors } from '@/tests/support/kie-schema'
import { asTyped } from './typing'

/** KIE's; the second provider's one has no market to be measured against. */
const models = all.filter(({ provider }) => provider === 'kie')
const bodies = golden as Record<string, Bodies>
const built = (model: Model, input: Record<string, unknown>) => {
  const result = buildInput(model, input)
  return result instanceof Refusal ? result.options.fields : result.input
}

describe('the golden bodies', () => {
  it('are what the generator makes of KIE’s own descriptions, for all 148 models', () => {
    expect(Object.keys(bodies)).toHaveLength(148)
    expect(bodies).toEqual(JSON.parse(JSON.stringify(allBodies())))
  })

  it('keep to KIE’s own descriptions', () => {
    const broken = kieModels.flatMap((model) =>
      Object.entries(bodies[model.id] as Bodies).flatMap(([which, body]) =>
        schemaErrors(model, body).map((error) => `${model.id} ${which}: ${error}`),
      ),
    )
    expect(broken).toEqual([])
  })

  it('are models that the catalogue has, and no others', () => {
    expect(models.map(({ id }) => id).sort()).toEqual(Object.keys(bodies).sort())
  })
})

describe.each(kieModels)('$id', (kie) => {
  const model = findModel(kie.id) as Model
  const { least, most } = bodies[kie.id] as Bodies

  it('is asked with what is required, and what the price needs', () => {
    expect(built(model, least)).toEqual({ ...alwaysSent[kie.id], ...least })
  })

  it('is asked with everything it knows', () => {
    expect(built(model, most)).toEqual(most)
  })

  it('is asked the same when a person typed it', () => {
    expect(built(model, asTyped(kie, most))).toEqual(most)
  })

  it('is asked again what it was asked', () => {
    expect(built(model, built(model, most) as Record<string, unknown>)).toEqual(most)
  })
})
