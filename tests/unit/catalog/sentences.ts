import { expect } from 'vitest'
import { locales } from '@/lib/locale'
import type { FieldProblem } from '@/lib/refusal'
import { wordsFor } from '@/lib/words'

const words = await Promise.all(locales.map(wordsFor))

/** The problem has a whole sentence in every language, with nothing left open in it. */
export function sayable(field: string, { key, values }: FieldProblem): void {
  for (const say of words) {
    const sentence = say(`errors.fields.${key}`, { field, ...values })
    expect(sentence, key).toMatch(/\p{L}/u)
    expect(sentence, key).not.toMatch(/errors\.fields|[{}]/)
  }
}
