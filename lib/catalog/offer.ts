import 'server-only'
import { type Locale, locales } from '@/lib/locale'
import names from './aliases.json'
import { findModel, models } from './catalog'
import { limitsOf, mediaKind } from './input/media'
import type { AnyField } from './input/read'
import type { Model } from './schema'
import { isKnownHere, isOffered, priceOf, type Terms } from './terms'
import type { FieldView, ModelCard, ModelGroup, ModelView, NotOffered, Taken } from './view'
import { fieldWords, modelWords, valueWords, variantWords } from './words/words'

/** KIE's services that are not on the market and not offered yet, so that nobody searches in vain. */
export const notOffered: readonly NotOffered[] = names.notOffered

/** Every model for the browser of models, in the caller's language. */
export const modelList = (locale: Locale, terms: Terms): ModelCard[] =>
  models.filter((model) => isKnownHere(model, terms)).map((model) => card(model, locale, terms))

/** One model with all that its form needs; null: there is none of this name. */
export function modelView(id: string, locale: Locale, terms: Terms): ModelView | null {
  const model = findModel(id)
  if (!model || !isKnownHere(model, terms)) return null
  const { suffix, rules, example, asOf, sources } = model
  return {
    ...card(model, locale, terms),
    ...{ suffix, rules, example, asOf, sources },
    variants: model.variants?.map((variant) => ({ ...variant, label: variantWords(locale, variant.title) })),
    fieldAliases: model.aliases,
    price: priceOf(model, terms),
    fields: model.fields.map((field) => fieldView(model, field, field.name, locale)),
  }
}

const groups: Record<Model['task'], ModelGroup> = {
  'background-removal': 'background',
  upscale: 'upscale',
  'image-edit': 'edit',
  'image-to-image': 'edit',
  reframe: 'edit',
  'text-to-image': 'generate',
  'text-to-video': 'film',
  'image-to-video': 'film',
  'video-to-video': 'film',
  avatar: 'film',
  'lip-sync': 'film',
  'speech-to-video': 'film',
  'text-to-speech': 'sound',
  'sound-effect': 'sound',
  'audio-isolation': 'sound',
  'speech-to-text': 'sound',
  other: 'other',
}

/** The models of one group, retired ones too: their results stay. */
export const modelsOfGroup = (group: ModelGroup): string[] =>
  models.filter((model) => groups[model.task] === group).map(({ id }) => id)

function card(model: Model, locale: Locale, terms: Terms): ModelCard {
  const { id, title, vendor, task, output, retired, cutout } = model
  const price = priceOf(model, terms)
  return {
    ...{ id, title, vendor, task, output, retired, cutout },
    ...modelWords(locale, id),
    group: groups[task],
    offered: isOffered(model, terms),
    from: price?.credits ?? null,
    per: price?.per ?? null,
    takes: [...new Set(model.fields.flatMap(takenBy))],
    aliases: [...otherNames(id), ...toolNames(locale, id)],
  }
}

/** Names that stand for several models, or that a model had. */
const otherNames = (id: string) =>
  Object.entries(names.umbrellas).flatMap(([name, ids]) => (ids.includes(id) ? [name] : []))

/** What the tool is called in the other languages: people search in theirs. */
const toolNames = (locale: Locale, id: string) =>
  locales.filter((other) => other !== locale).map((other) => modelWords(other, id).tool)

function takenBy(field: AnyField): Taken[] {
  const kind = mediaKind(field.type)
  if (kind) return [kind]
  if (field.type === 'objects') return (field.itemFields ?? []).flatMap(takenBy)
  if (field.type === 'task') return ['task']
  return field.type === 'text' ? ['text'] : []
}

function fieldView(model: Model, field: AnyField, path: string, locale: Locale): FieldView {
  const { itemFields, enumLabels: _, ...plain } = field
  return {
    ...plain,
    ...fieldWords(locale, model.id, path),
    options: field.enum?.map((value) => ({
      value,
      label: valueWords(locale, model.id, path, value),
    })),
    limits: mediaKind(field.type) ? limitsOf(field) : undefined,
    itemFields: itemFields?.map((inner) => fieldView(model, inner, `${path}.${inner.name}`, locale)),
  }
}
