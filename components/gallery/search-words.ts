/** What stands in the search field; and what the address says, followed by what it was told to say since. */
export type Words = { typed: string; told: readonly string[] }

export const wordsOf = (q = ''): Words => ({ typed: q, told: [q] })

/** The address says this now. Where nobody told it to (Back, the trash, another link), the field says it too. */
export function heard(words: Words, q = ''): Words {
  const at = words.told.indexOf(q)
  if (at < 0) return wordsOf(q)
  return at === 0 ? words : { ...words, told: words.told.slice(at) }
}

/** What the address is to be told when typing pauses; null: nothing new. */
export function toTell({ typed, told }: Words): string | null {
  const q = typed.trim()
  return q === told.at(-1) ? null : q
}

export const telling = (words: Words, q: string): Words => ({ ...words, told: [...words.told, q] })
