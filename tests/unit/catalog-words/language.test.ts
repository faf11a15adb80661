import { describe, expect, test } from 'vitest'
import { fieldWords, valueWords } from '@/lib/catalog/words/words'
import { type Locale, locales } from '@/lib/locale'
import { asked, broken, isFigure, options, type Said, said } from './said'

/** Formats, units and names that no language translates. */
const untranslated =
  /\b(AI|ID|KIE|XTY|Loupe|PNG|JPEG|MP[34]|MOV|PCM|Opus|A-law|kHz|kbps|kbit|en|ru|zh|V1 Pro|Terry|Vibe Copines|Dai Dai)\b|μ-law/g
const products =
  /\b(Seedance|Seedream|Imagen|Grok Imagine( Image)?|Grok|Hailuo|HappyHorse|Kling AI Avatar (Pro|Standard)|Kling|Qwen3|Wan|Sora 2 Characters|Sora|OmniHuman 1\.5 Subject Detection|Omnihuman|PixVerse V6)\b/g
/** What a description calls its pictures and subjects, and colours. */
const tokens = /@\w+|\bcharacter\d|#[0-9A-F]{6}\b/g
const sizes = /\b\d+(\.\d+)?[pPkK]\b|×/g

const voices = new Set(
  asked
    .filter(({ path }) => /voice(_name)?$/.test(path))
    .flatMap(({ field }) => [...Object.values(field.enumLabels ?? {}), ...(field.enum ?? [])])
    .flatMap((name) => String(name).match(/\p{L}+/gu) ?? []),
)

const cyrillic = /\p{Script=Cyrillic}/u
const han = /\p{Script=Han}/u
const withoutNames = (text: string) =>
  [tokens, products, untranslated, sizes]
    .reduce((rest, names) => rest.replace(names, ''), text)
    .replace(/\p{Script=Latin}+/gu, (word) => (voices.has(word) ? '' : word))

/** The language's own script and no other; what is nothing but names may stand anywhere. */
function isWritten({ locale, text }: Said): boolean {
  const rest = withoutNames(text)
  if (locale === 'en') return !cyrillic.test(text) && !han.test(text)
  const [own, other] = locale === 'ru' ? [cyrillic, han] : [han, cyrillic]
  return !/\p{Script=Latin}/u.test(rest) && !other.test(rest) && (own.test(rest) || !/\p{L}/u.test(rest))
}

const of = (...kinds: Said['kind'][]) => said.filter(({ kind }) => kinds.includes(kind))

describe('words about models', () => {
  test('are written in their language', () => {
    expect(broken(said, isWritten)).toEqual([])
    const [one] = said
    const tried = (locale: Locale, text: string) => one !== undefined && isWritten({ ...one, locale, text })
    expect(tried('ru', 'James, husky')).toBe(false)
    expect(tried('ru', 'Убрать background')).toBe(false)
    expect(tried('zh', 'Seedance 2.0')).toBe(true)
    expect(tried('zh', '移除 фон')).toBe(false)
  })

  test('shout nowhere, trail off nowhere and keep their spaces', () => {
    expect(broken(said, ({ text }) => !/[!！…]|\.\.|\s{2}|^\s|\s$/.test(text) && text !== '')).toEqual([])
  })

  test('end as sentences where they are sentences, and nowhere else', () => {
    const ends = ({ locale, text }: Said) => text.endsWith(locale === 'zh' ? '。' : '.')
    expect(broken(of('sentence', 'hint'), ends)).toEqual([])
    expect(broken(of('tool', 'label', 'option', 'variant'), ({ text }) => !/[.。:：]$/.test(text))).toEqual(
      [],
    )
  })

  test('are short', () => {
    const longest = { tool: 28, sentence: 110, label: 32, hint: 80, option: 48, variant: 32 }
    const inHan = { tool: 12, sentence: 60, label: 14, hint: 50, option: 32, variant: 12 }
    const fits = ({ locale, kind, text }: Said) => text.length <= (locale === 'zh' ? inHan : longest)[kind]
    expect(broken(said, fits)).toEqual([])
  })

  const figures = (text: string) => [...new Set(text.match(/\d+(\.\d+)?/g))].sort()

  test('name the same figures in every language, and only those of the model', () => {
    const sentences = of('sentence')
    const english = new Map(
      sentences.filter(({ locale }) => locale === 'en').map(({ where, text }) => [where, figures(text)]),
    )
    const same = ({ where, text }: Said) => `${figures(text)}` === `${english.get(where)}`
    expect(broken(sentences, same)).toEqual([])
    const known = ({ model, text }: Said) => {
      const { id, title, fields } = model
      const data = figures(JSON.stringify({ id, title, fields }))
      return figures(text).every((figure) => data.includes(figure))
    }
    expect(broken(sentences, known)).toEqual([])
  })

  test('differ from model to model', () => {
    const texts = of('sentence').map(({ locale, text }) => `${locale} ${text}`)
    expect(texts.filter((text, place) => texts.indexOf(text) !== place)).toEqual([])
  })

  const twice = (entries: string[]) => entries.filter((entry, place) => entries.indexOf(entry) !== place)

  test('tell the fields of a form apart', () => {
    const labels = (locale: Locale) =>
      asked.map(({ model, level, path }) => `${locale} ${level} ${fieldWords(locale, model.id, path).label}`)
    expect(twice(locales.flatMap(labels))).toEqual([])
  })

  test('tell the values of a field apart', () => {
    const labels = (locale: Locale) =>
      options.map(
        ({ model, path, value }) =>
          `${locale} ${model.id} ${path} ${isFigure(`${value}`) ? value : valueWords(locale, model.id, path, value)}`,
      )
    expect(twice(locales.flatMap(labels))).toEqual([])
  })
})
