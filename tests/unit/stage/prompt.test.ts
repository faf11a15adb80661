import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstWords, promptOf } from '@/components/jobs/prompt'
import { models } from '@/lib/catalog/catalog'

describe('what a person asked for in words', () => {
  it('is the prompt, whatever else was written', () => {
    expect(promptOf({ negative_prompt: 'no hats', prompt: ' A red kettle ', seed: 4 })).toBe('A red kettle')
    expect(promptOf({ text: 'Good morning', voice: 'Rachel' })).toBe('Good morning')
    expect(promptOf({ image: '0'.repeat(26), upscale_factor: '2' })).toBeNull()
    expect(promptOf({ prompt: '   ', text: 7 })).toBeNull()
  })

  it('is all parts of what was asked in parts', () => {
    expect(
      promptOf({
        multi_prompt: [
          { prompt: 'Dawn', duration: 3 },
          { prompt: 'Noon', duration: 4 },
        ],
      }),
    ).toBe('Dawn\nNoon')
    expect(promptOf({ dialogue: [{ text: 'Hello', voice: 'A' }, null, 'Yes'] })).toBe('Hello\nYes')
    expect(promptOf({ shots: [{ Scene: 'A door opens', duration: 5 }] })).toBe('A door opens')
    expect(promptOf({ multi_prompt: [] })).toBeNull()
  })

  it('is found in the example of every model that asks for words', () => {
    const asksForWords = models.filter((model) =>
      model.fields.some(
        ({ name, type, required }) => required && type === 'text' && name !== 'negative_prompt',
      ),
    )
    expect(asksForWords.length).toBeGreaterThan(100)
    expect(asksForWords.filter(({ example }) => promptOf(example) === null).map(({ id }) => id)).toEqual([])
  })
})

describe('the first words as a name', () => {
  it('cut between words, without a comma at the end', () => {
    expect(firstWords('A pale  vase\nand two pears')).toBe('A pale vase and two pears')
    expect(firstWords('One two three, four five', 15)).toBe('One two three…')
    expect(firstWords('一只红色的水壶放在木桌上，晨光从左边照进来', 8)).toBe('一只红色的水壶放…')
    expect(firstWords('🙂🙂🙂🙂', 2)).toBe('🙂🙂…')
  })

  it('are one line and not longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 5, max: 80 }), (text, longest) => {
        const words = firstWords(text, longest)
        expect([...words].length).toBeLessThanOrEqual(longest + 1)
        expect(words).not.toMatch(/\n/)
      }),
    )
  })
})
