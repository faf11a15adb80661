import type { ModelCard, NotOffered } from '@/lib/catalog/view'

/** How well a word of the search meets one part of a model; less is better. `null`: not at all. */
type Part = { text: string; words: readonly string[]; exact: number; start: number; inside: number | null }

type Entry = { card: ModelCard; parts: readonly Part[]; titles: readonly string[]; id: string }

/** Small letters without accents; signs between words become spaces, but a dot in a version stays. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()

const part = (text: string, exact: number, start: number, inside: number | null): Part => {
  const said = plain(text)
  return { text: said, words: said.split(' '), exact, start, inside }
}

/** A title without the vendor's name before it: lists say the vendor apart. */
export const shortTitle = ({ title, vendor }: Pick<ModelCard, 'title' | 'vendor'>): string =>
  title.startsWith(`${vendor} `) ? title.slice(vendor.length + 1) : title

/** Title before id and other names, those before vendor and tool, the sentence last. */
const entry = (card: ModelCard): Entry => ({
  card,
  titles: [plain(card.title), plain(shortTitle(card))],
  id: plain(card.id),
  parts: [
    part(card.title, 0, 1, 3),
    part(card.id, 1, 2, 4),
    ...card.aliases.map((name) => part(name, 1, 2, 4)),
    part(card.vendor, 2, 3, 6),
    part(card.tool, 3, 4, 6),
    part(card.sentence, 7, 8, null),
  ],
})

/** How well a word meets a model, by the part that meets it best. */
function rank(parts: readonly Part[], word: string): number | null {
  let best: number | null = null
  for (const { text, words, exact, start, inside } of parts) {
    let here: number | null = null
    if (text === word || words.includes(word)) here = exact
    else if (words.some((one) => one.startsWith(word))) here = start
    // Chinese has no spaces: what a word starts with cannot be told from what it holds.
    else if (inside !== null && text.includes(word)) here = inside
    if (here !== null && (best === null || here < best)) best = here
  }
  return best
}

/** Models that meet every word of a search, the best first; among equals in the order in which they came. */
export function createSearch(models: readonly ModelCard[]) {
  const entries = models.map(entry)
  return (query: string): readonly ModelCard[] => {
    const whole = plain(query)
    if (whole === '') return models
    const words = whole.split(' ')
    const met = entries.flatMap(({ card, parts, titles, id }) => {
      const isIt = id === whole || titles.includes(whole)
      let sum = isIt ? -20 : titles.some((title) => title.startsWith(whole)) ? -10 : 0
      for (const word of words) {
        const one = rank(parts, word)
        if (one === null) return []
        sum += one
      }
      return [{ card, sum }]
    })
    return met.sort((a, b) => a.sum - b.sum).map(({ card }) => card)
  }
}

/** Services that are not offered yet and that somebody seems to look for. */
export function findNotOffered(services: readonly NotOffered[], query: string): readonly NotOffered[] {
  const whole = plain(query)
  if (whole.length < 2) return []
  return services.filter(({ name, aliases }) =>
    [name, ...aliases].some((one) => {
      const said = plain(one)
      return said.startsWith(whole) || said.split(' ').some((word) => word.startsWith(whole))
    }),
  )
}

/** By title as lists show it, versions by their numbers; what is retired comes last. */
export function inOrder(models: readonly ModelCard[], locale: string): readonly ModelCard[] {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  return [...models].sort(
    (a, b) => Number(a.retired) - Number(b.retired) || collator.compare(shortTitle(a), shortTitle(b)),
  )
}
