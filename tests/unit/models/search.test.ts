import { describe, expect, test } from 'vitest'
import { countGroups, inGroup } from '@/components/models/groups'
import { createSearch, findNotOffered, inOrder } from '@/components/models/search'
import { modelList, notOffered } from '@/lib/catalog/offer'
import type { ModelCard } from '@/lib/catalog/view'
import { locales } from '@/lib/locale'

const lists = Object.fromEntries(
  locales.map((locale) => [locale, inOrder(modelList(locale, { demo: true, xty: true }), locale)]),
) as Record<(typeof locales)[number], readonly ModelCard[]>
const cards = lists.en
const find = createSearch(cards)
const ids = (query: string) => find(query).map(({ id }) => id)

describe('the search', () => {
  test('finds every model by its own title and id, and puts it first', () => {
    for (const locale of locales) {
      const search = createSearch(lists[locale])
      for (const { id, title } of lists[locale]) {
        const titled = search(title)[0]?.title.toLowerCase()
        expect(titled, `${locale} ${title}`).toBe(title.toLowerCase())
        expect(
          search(id)
            .slice(0, 2)
            .map((card) => card.id),
          `${locale} ${id}`,
        ).toContain(id)
      }
    }
  })

  test('puts the title before the name of a vendor, and that before a word of the sentence', () => {
    const made = (id: string, part: Partial<ModelCard>): ModelCard => ({
      ...(cards[0] as ModelCard),
      ...{ id, title: 'One', vendor: 'Two', tool: 'Three', sentence: 'Four.', aliases: [] },
      ...part,
    })
    const search = createSearch([
      made('a', { sentence: 'Makes a lamp.' }),
      made('b', { vendor: 'Lamp' }),
      made('c', { title: 'Old Lamplight' }),
      made('d', { title: 'Lamp' }),
      made('e', { aliases: ['lamp/v2'] }),
      made('f', { title: 'Clamp' }),
    ])
    expect(search('lamp').map(({ id }) => id)).toEqual(['d', 'c', 'e', 'b', 'f', 'a'])
  })

  test('every word must be met, in any order and case', () => {
    expect(ids('KLING avatar')).toEqual(ids('avatar kling'))
    expect(find('kling avatar').every(({ title, id }) => /kling/i.test(`${title} ${id}`))).toBe(true)
    expect(ids('kling zzz')).toEqual([])
  })

  test('knows other names, words of tools and Chinese without spaces', () => {
    expect(ids('google/nano-banana-2')[0]).toBe('nano-banana-2')
    expect(find('remove background').some(({ group }) => group === 'background')).toBe(true)
    expect(createSearch(lists.ru)('убрать фон').some(({ group }) => group === 'background')).toBe(true)
    expect(createSearch(lists.zh)('背景').some(({ group }) => group === 'background')).toBe(true)
  })

  test('nothing typed is everything, and anything typed is text', () => {
    expect(find(' ')).toBe(cards)
    for (const odd of ['(', '[a-', '\\', '.*', '🙂', 'ı'.repeat(500)]) expect(() => find(odd)).not.toThrow()
    expect(ids('[a-')).not.toEqual([])
  })

  test('takes far less than a frame', () => {
    const queries = ['s', 'se', 'see', 'seed', 'nano banana', 'kling 2', 'видео', '图', 'image to video']
    for (const query of queries) find(query)
    const rounds = 20
    const begin = performance.now()
    for (let n = 0; n < rounds; n += 1) for (const query of queries) find(query)
    expect((performance.now() - begin) / rounds / queries.length).toBeLessThan(4)
  })
})

describe('services that are not offered', () => {
  const names = (query: string) => findNotOffered(notOffered, query).map(({ name }) => name)
  test('are found by their names', () => {
    expect(names('veo')).toEqual(['Veo 3', 'Veo 3.1'])
    expect(names('Suno')).toEqual(['Suno'])
    expect(names('google/veo-3.1')).toEqual(['Veo 3.1'])
    expect(names('midj')).toEqual(['Midjourney'])
    expect(names('v')).toEqual([])
    expect(names('seedream')).toEqual([])
  })
})

describe('groups', () => {
  const own = { favourites: ['z-image', 'gone/model'], lately: ['recraft/crisp-upscale', 'z-image'] }

  test('hold every model once', () => {
    const counts = countGroups(cards, own)
    const sum = Object.entries(counts)
      .filter(([group]) => !['all', 'favourites', 'lately'].includes(group))
      .reduce((all, [, count]) => all + count, 0)
    expect([counts.all, sum]).toEqual([cards.length, cards.length])
  })

  test('one’s own keep their order, and forget what is gone', () => {
    expect(countGroups(cards, own)).toMatchObject({ favourites: 1, lately: 2 })
    expect(inGroup(cards, 'lately', own).map(({ id }) => id)).toEqual(own.lately)
    expect(inGroup(cards, 'upscale', own).every(({ group }) => group === 'upscale')).toBe(true)
  })

  test('retired models come last', () => {
    const first = cards.findIndex(({ retired }) => retired)
    expect(cards.slice(first).every(({ retired }) => retired)).toBe(true)
  })
})
