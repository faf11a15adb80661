import 'server-only'
import { toCredits } from '@/lib/credits/amount'
import type { Locale } from '@/lib/locale'
import { models } from './catalog'
import { quote } from './quote'
import type { Model } from './schema'
import type { ModelView } from './view'
import { en } from './words/en'
import { ru } from './words/ru'
import { zh } from './words/zh'

const words = { en, ru, zh }

/** The models on offer with their prices, in the caller's language. */
export const offer = (locale: Locale): ModelView[] => models.map((model) => modelView(model, locale))

function modelView(model: Model, locale: Locale): ModelView {
  const said = words[locale][model.id] ?? { tool: model.title, sentence: model.title }
  return {
    id: model.id,
    title: model.title,
    vendor: model.vendor,
    task: model.task,
    output: model.output,
    cutout: model.cutout,
    ...said,
    price: { credits: toCredits(quote(model)), per: model.price.per },
    inputs: model.fields.map(({ name, type, required, ...limits }) => ({ name, type, required, limits })),
  }
}
