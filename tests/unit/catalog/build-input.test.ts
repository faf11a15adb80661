import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildInput } from '@/lib/catalog/build-input'
import { models } from '@/lib/catalog/catalog'
import { quote } from '@/lib/catalog/quote'
import type { Model } from '@/lib/catalog/schema'
import { toThousandths } from '@/lib/credits/amount'
import { Refusal } from '@/lib/refusal'

const FILE = '0123456789abcdefghjkmnpqrs'
const model = models[0] as Model
const problem = (input: Record<string, unknown>) => {
  const built = buildInput(model, input)
  return built instanceof Refusal ? built.options.fields?.image?.key : built
}
const file = { media: { image: { kind: 'file', id: FILE } } }

describe.each(models)('what $id is asked', (each) => {
  it('takes every other name of the picture for it and leaves the rest out', () => {
    for (const name of ['image', 'image_url', 'image_urls', 'image_input', 'input_urls', 'image_base64']) {
      for (const value of [FILE, [FILE], [null, FILE], ` ${FILE} `]) {
        expect(buildInput(each, { [name]: value, prompt: 'x', scale: 4 })).toEqual(file)
      }
    }
  })
})

describe('the picture', () => {
  it.each([
    [{}, 'media_required'],
    [{ image: null }, 'media_required'],
    [{ other: FILE }, 'media_required'],
    [{ image: '' }, 'media_empty'],
    [{ image: '   ' }, 'media_empty'],
    [{ image: [] }, 'media_empty'],
    [{ image_input: [''] }, 'media_empty'],
    [{ image: [FILE, FILE] }, 'media_many'],
    [{ image: 5 }, 'wrong_type'],
    [{ image: { url: 'https://x' } }, 'wrong_type'],
    [{ image: 'cup.jpg' }, 'media_form'],
    [{ image: 'http://example.com/a.png' }, 'media_form'],
    [{ image: 'javascript:alert(1)' }, 'media_form'],
    [{ image: 'https://' }, 'media_form'],
  ])('%j is refused as %s', (input, key) => {
    expect(problem(input)).toBe(key)
  })

  it('takes its own name before another one, and another one before an empty own one', () => {
    expect(problem({ image: FILE, image_url: 'https://example.com/a.png' })).toEqual(file)
    expect(problem({ image: '', image_url: FILE })).toEqual(file)
  })

  it('may be an https address or base64', () => {
    const url = 'https://example.com/a.png?x=1'
    expect(problem({ image_url: url })).toEqual({ media: { image: { kind: 'url', url } } })
    const text = `data:image/png;base64,${'iVBORw0K'.repeat(20)}`
    expect(problem({ image_base64: text })).toEqual({ media: { image: { kind: 'base64', text } } })
  })

  it('is found or refused whatever comes, and nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('image', 'image_url', 'image_input', '__proto__', 'x'), fc.anything()),
        (input) => {
          const built = buildInput(model, input)
          if (!(built instanceof Refusal)) expect(Object.keys(built.media)).toEqual(['image'])
        },
      ),
    )
  })
})

describe('prices', () => {
  it('are those of KIE in thousandths', () => {
    expect(models.map((each) => [each.id, quote(each)])).toEqual([
      ['recraft/remove-background', 1_000],
      ['recraft/crisp-upscale', 500],
    ])
  })

  it('round up to a thousandth, never by a rounding error of the machine', () => {
    expect(toThousandths(1.0001)).toBe(1_001)
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_000 }), (n) => toThousandths(n / 1000) === n))
  })
})
