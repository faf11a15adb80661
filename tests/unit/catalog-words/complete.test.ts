import { describe, expect, test } from 'vitest'
import { models } from '@/lib/catalog/catalog'
import enFields from '@/lib/catalog/words/en/fields.json'
import enModels from '@/lib/catalog/words/en/models.json'
import enValues from '@/lib/catalog/words/en/values.json'
import enVariants from '@/lib/catalog/words/en/variants.json'
import meanings from '@/lib/catalog/words/meanings.json'
import names from '@/lib/catalog/words/names.json'
import ruFields from '@/lib/catalog/words/ru/fields.json'
import ruModels from '@/lib/catalog/words/ru/models.json'
import ruValues from '@/lib/catalog/words/ru/values.json'
import ruVariants from '@/lib/catalog/words/ru/variants.json'
import { fieldWords, modelWords, valueWords, variantWords, wordKeys } from '@/lib/catalog/words/words'
import zhFields from '@/lib/catalog/words/zh/fields.json'
import zhModels from '@/lib/catalog/words/zh/models.json'
import zhValues from '@/lib/catalog/words/zh/values.json'
import zhVariants from '@/lib/catalog/words/zh/variants.json'
import { asked, isFigure, options, variants } from './said'

const paths = (value: object, prefix = ''): string[] =>
  Object.entries(value).flatMap(([key, inner]) =>
    inner !== null && typeof inner === 'object' ? paths(inner, `${prefix}${key} › `) : [`${prefix}${key}`],
  )

const said = (say: () => unknown): boolean => {
  try {
    return say() !== undefined
  } catch {
    return false
  }
}

describe('words about models', () => {
  test('are the same set in all three languages', () => {
    for (const [en, ru, zh] of [
      [enModels, ruModels, zhModels],
      [enFields, ruFields, zhFields],
      [enValues, ruValues, zhValues],
      [enVariants, ruVariants, zhVariants],
    ]) {
      expect(paths(ru as object)).toEqual(paths(en as object))
      expect(paths(zh as object)).toEqual(paths(en as object))
    }
  })

  test('exist for every model', () => {
    expect(models.length).toBeGreaterThanOrEqual(148)
    expect(models.filter(({ id }) => !said(() => modelWords('en', id))).map(({ id }) => id)).toEqual([])
  })

  test('exist for every field and every field of an item', () => {
    expect(
      asked
        .filter(({ model, path }) => !said(() => fieldWords('en', model.id, path)))
        .map(({ model, path }) => `${model.id} ${path}`),
    ).toEqual([])
  })

  test('exist for every value that is no figure', () => {
    const bare = options.filter(
      ({ model, path, value }) =>
        !isFigure(String(value)) &&
        (['ru', 'zh'] as const).some((locale) => valueWords(locale, model.id, path, value) === String(value)),
    )
    expect(bare.map(({ model, path, value }) => `${model.id} ${path} ${value}`)).toEqual([])
  })

  test('exist for every shape of input', () => {
    expect(variants.filter(({ title }) => variantWords('ru', title) === title)).toEqual([])
  })

  test('hold in a list at any place', () => {
    expect(fieldWords('en', 'sora-2-pro-storyboard', 'shots.0.Scene')).toEqual(
      fieldWords('en', 'sora-2-pro-storyboard', 'shots.Scene'),
    )
  })

  test('follow what a name means in a model', () => {
    expect(valueWords('en', 'seedream/4.5-edit', 'quality', 'high')).toBe('High, 4K')
    expect(valueWords('en', 'seedream/5-pro-text-to-image', 'quality', 'high')).toBe('High, 2K')
    expect(fieldWords('en', 'pixverse-v6/transition', 'quality').label).toBe('Resolution')
    expect(fieldWords('en', 'qwen/image-to-image', 'strength').label).not.toBe(
      fieldWords('en', 'ideogram/v3-remix', 'strength').label,
    )
  })

  test('name languages in the language of the reader', () => {
    const name = (locale: 'en' | 'ru' | 'zh') =>
      valueWords(locale, 'elevenlabs/text-to-dialogue-v3', 'language_code', 'de')
    expect([name('en'), name('ru'), name('zh')]).toEqual(['German', 'Немецкий', '德语'])
  })

  test('fail loudly where they are missing', () => {
    expect(() => modelWords('en', 'nobody/nothing')).toThrow('nobody/nothing')
    expect(() => fieldWords('en', 'z-image', 'nothing')).toThrow('nothing of z-image')
  })
})

describe('nothing is said that nobody reads', () => {
  const ids = new Set(models.map(({ id }) => id))
  const askedPaths = new Set(asked.map(({ model, path }) => `${model.id} ${path}`))

  test('of models', () => {
    expect(Object.keys(enModels).filter((id) => !ids.has(id))).toEqual([])
  })

  test('of fields', () => {
    const read = new Set(
      asked.map(({ model, path }) => wordKeys(model.id, path).find((key) => key in enFields) ?? path),
    )
    expect(Object.keys(enFields).filter((key) => !read.has(key))).toEqual([])
  })

  test('of values', () => {
    const tables: Record<string, object>[] = [enValues, names]
    const read = new Set(
      options.flatMap(({ model, path, value }) => {
        const keys = wordKeys(model.id, path)
        const found = keys.flatMap((key) =>
          tables.flatMap((table) => (String(value) in (table[key] ?? {}) ? [`${key} › ${value}`] : [])),
        )
        return found.slice(0, 1)
      }),
    )
    expect([...paths(enValues), ...paths(names)].filter((path) => !read.has(path))).toEqual([])
  })

  test('of shapes of input', () => {
    const titles = new Set(variants.map(({ title }) => title))
    expect(Object.keys(enVariants).filter((title) => !titles.has(title))).toEqual([])
  })

  test('of other names and senses', () => {
    const allPaths = new Set(asked.map(({ path }) => path))
    expect(Object.keys(meanings.same).filter((path) => !allPaths.has(path))).toEqual([])
    const spellings = (path: string) => [
      path,
      ...Object.entries(meanings.same).flatMap(([other, kept]) => (kept === path ? [other] : [])),
    ]
    const astray = Object.entries(meanings.senses).flatMap(([path, kinds]) =>
      Object.entries<string[]>(kinds).flatMap(([sense, models]) =>
        models
          .filter((id) => !spellings(path).some((spelling) => askedPaths.has(`${id} ${spelling}`)))
          .map((id) => `${path}#${sense} ${id}`),
      ),
    )
    expect(astray).toEqual([])
  })

  test('of senses twice', () => {
    const given = Object.entries(meanings.senses).flatMap(([path, kinds]) =>
      Object.values<string[]>(kinds).flatMap((models) => models.map((id) => `${path} ${id}`)),
    )
    expect(given.filter((one, place) => given.indexOf(one) !== place)).toEqual([])
  })
})
