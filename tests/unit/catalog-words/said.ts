import { models } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'
import { fieldWords, modelWords, valueWords, variantWords } from '@/lib/catalog/words/words'
import { type Locale, locales } from '@/lib/locale'

/** Everything that is said about models, and everything that is asked of them. */

type Plain = Pick<Model['fields'][number], 'name' | 'enum' | 'enumLabels' | 'type'>

/** The fields of a list's items are one level below it; `level` is what stands side by side in a form. */
type Asked = { model: Model; level: string; path: string; field: Plain }

export const asked: Asked[] = models.flatMap((model) =>
  model.fields.flatMap((field): Asked[] => [
    { model, level: model.id, path: field.name, field },
    ...(field.itemFields ?? []).map((inner) => ({
      model,
      level: `${model.id} ${field.name}`,
      path: `${field.name}.${inner.name}`,
      field: inner,
    })),
  ]),
)

export const options = asked.flatMap(({ model, path, field }) =>
  (field.enum ?? []).map((value) => ({ model, path, value })),
)

export const variants = models.flatMap((model) =>
  (model.variants ?? []).map(({ title }) => ({ model, title })),
)

type Kind = 'tool' | 'sentence' | 'label' | 'hint' | 'option' | 'variant'
export type Said = { locale: Locale; kind: Kind; where: string; text: string; model: Model }

const saidIn = (locale: Locale): Said[] => [
  ...models.flatMap((model): Said[] => {
    const { tool, sentence } = modelWords(locale, model.id)
    return [
      { locale, kind: 'tool', where: model.id, text: tool, model },
      { locale, kind: 'sentence', where: model.id, text: sentence, model },
    ]
  }),
  ...asked.flatMap(({ model, path }): Said[] => {
    const { label, hint } = fieldWords(locale, model.id, path)
    const where = `${model.id} ${path}`
    return [
      { locale, kind: 'label', where, text: label, model },
      ...(hint === undefined ? [] : [{ locale, kind: 'hint' as const, where, text: hint, model }]),
    ]
  }),
  ...options.map(
    ({ model, path, value }): Said => ({
      locale,
      kind: 'option',
      where: `${model.id} ${path} ${value}`,
      text: valueWords(locale, model.id, path, value),
      model,
    }),
  ),
  ...variants.map(
    ({ model, title }): Said => ({
      locale,
      kind: 'variant',
      where: `${model.id} ${title}`,
      text: variantWords(locale, title),
      model,
    }),
  ),
]

export const said = locales.flatMap(saidIn)

/** One line for each text that breaks a rule. */
export const broken = (texts: Said[], holds: (said: Said) => boolean): string[] =>
  texts
    .filter((one) => !holds(one))
    .map(({ locale, where, kind, text }) => `${locale} ${where} ${kind}: ${text}`)

/** A figure, a size or a ratio, which is read alike everywhere; longer numbers are ids. */
export const isFigure = (value: string) => /^(\d{1,4}(\.\d+)?[pPkK]?|\d+:\d+)$/.test(value)
