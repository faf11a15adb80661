import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildInput } from '@/lib/catalog/build-input'
import { findModel } from '@/lib/catalog/catalog'
import { mediaUses } from '@/lib/catalog/places'
import { quote } from '@/lib/catalog/quote'
import type { Model } from '@/lib/catalog/schema'
import { Refusal } from '@/lib/refusal'
import { kieModels } from '@/tests/support/kie-models'
import { schemaErrors } from '@/tests/support/kie-schema'
import { inputFor } from './people'
import { sayable } from './sentences'

const RUNS = 6_000
const facts = { seconds: () => 5, pixels: () => 1_000_000, side: () => 1_000 }

describe('whatever is asked of any model', () => {
  it(`keeps to KIE’s own description, or is refused in words (${RUNS} inputs)`, () => {
    const accepted = new Map<string, number>()
    const any = fc.constantFrom(...kieModels).chain((kie) => inputFor(kie).map((input) => ({ kie, input })))
    fc.assert(
      fc.property(any, ({ kie, input }) => {
        const model = findModel(kie.id) as Model
        const built = buildInput(model, input)
        if (built instanceof Refusal) {
          const problems = Object.entries(built.options.fields ?? {})
          expect(problems.length).toBeGreaterThan(0)
          for (const [field, problem] of problems) sayable(field, problem)
          return
        }
        accepted.set(kie.id, (accepted.get(kie.id) ?? 0) + 1)
        expect(schemaErrors(kie, built.input)).toEqual([])
        expect(mediaUses(model, built.input)).toEqual(built.media)
        if (model.price) expect(quote(model, built.input, facts).kind).toBe('price')
        const again = buildInput(model, built.input)
        expect(again instanceof Refusal ? again.options : again.input).toEqual(built.input)
      }),
      { numRuns: RUNS },
    )
    // Not only refusals were seen: nearly every model took something, and a good part of all inputs was taken.
    const taken = [...accepted.values()].reduce((total, count) => total + count, 0)
    expect(taken).toBeGreaterThan(RUNS / 4)
    expect(accepted.size).toBeGreaterThan(kieModels.length * 0.9)
  }, 60_000)
})
