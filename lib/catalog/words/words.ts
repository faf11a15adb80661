import 'server-only'
import { htmlLang, type Locale } from '@/lib/locale'
import enFields from './en/fields.json'
import enModels from './en/models.json'
import enValues from './en/values.json'
import enVariants from './en/variants.json'
import meanings from './meanings.json'
import names from './names.json'
import ruFields from './ru/fields.json'
import ruModels from './ru/models.json'
import ruValues from './ru/values.json'
import ruVariants from './ru/variants.json'
import zhFields from './zh/fields.json'
import zhModels from './zh/models.json'
import zhValues from './zh/values.json'
import zhVariants from './zh/variants.json'

/** `tool` is what the button says, `sentence` what the model does. */
export type ModelWords = { tool: string; sentence: string }
/** A short label, and one line on what the field changes where that is not plain. */
export type FieldWords = { label: string; hint?: string }
type Labels = Readonly<Record<string, string>>

/**
 * Everything said about models. Fields are called by their path (`elements.name`), with `#sense` behind it where the
 * name means something else in some models.
 */
type Words = {
  models: Readonly<Record<string, ModelWords>>
  fields: Readonly<Record<string, FieldWords>>
  values: Readonly<Record<string, Labels>>
  variants: Labels
}

const words: Record<Locale, Words> = {
  en: { models: enModels, fields: enFields, values: enValues, variants: enVariants },
  ru: { models: ruModels, fields: ruFields, values: ruValues, variants: ruVariants },
  zh: { models: zhModels, fields: zhFields, values: zhValues, variants: zhVariants },
}

/** Paths that say the same under another name. */
const same: Labels = meanings.same
/** Values that are written alike in every language. */
const everywhere: Readonly<Record<string, Labels>> = names

/** Which models mean something else by a path. */
const senses = new Map(
  Object.entries(meanings.senses).flatMap(([path, kinds]) =>
    Object.entries<string[]>(kinds).flatMap(([sense, ids]) =>
      ids.map((id): [string, string] => [`${path} ${id}`, sense]),
    ),
  ),
)

/** The names under which words for a model's field may stand, the closest first. Places in lists do not count. */
export function wordKeys(modelId: string, path: string): string[] {
  const plain = path.replace(/\.\d+(?=\.|$)/g, '')
  const key = same[plain] ?? plain
  const sense = senses.get(`${key} ${modelId}`)
  return sense ? [`${key}#${sense}`, key] : [key]
}

/** What a model is for. Throws where words are missing, which a test rules out. */
export function modelWords(locale: Locale, modelId: string): ModelWords {
  const found = words[locale].models[modelId]
  if (!found) throw new Error(`No words for the model ${modelId}`)
  return found
}

/** What a field asks; `path` is its name, or `elements.name` inside a list. Throws where words are missing. */
export function fieldWords(locale: Locale, modelId: string, path: string): FieldWords {
  const found = pick(words[locale].fields, wordKeys(modelId, path))
  if (!found) throw new Error(`No words for the field ${path} of ${modelId}`)
  return found
}

/** What people read for a value of a closed list: words, the name of a language, or the value where it is a name. */
export function valueWords(
  locale: Locale,
  modelId: string,
  path: string,
  value: string | number | boolean,
): string {
  const keys = wordKeys(modelId, path)
  const raw = String(value)
  const tables = keys.flatMap((key) => [words[locale].values[key], everywhere[key]])
  const found = tables.map((table) => table?.[raw]).find((label) => label !== undefined)
  return found ?? (keys.includes('language_code') ? languageName(locale, raw) : raw)
}

/** What people read for one of a model's alternative shapes of input, by its title in the data. */
export const variantWords = (locale: Locale, title: string): string => words[locale].variants[title] ?? title

const pick = <T>(table: Readonly<Record<string, T>>, keys: string[]) =>
  keys.map((key) => table[key]).find((entry) => entry !== undefined)

/** The language in the reader's own words, as the first word of a line. */
function languageName(locale: Locale, code: string): string {
  const name = new Intl.DisplayNames([htmlLang[locale]], { type: 'language' }).of(code) ?? code
  return name.charAt(0).toLocaleUpperCase(htmlLang[locale]) + name.slice(1)
}
