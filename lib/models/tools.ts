import 'server-only'
import { modelList, modelView } from '@/lib/catalog/offer'
import { toCredits, toThousandths } from '@/lib/credits/amount'
import { terms } from '@/lib/jobs/terms'
import type { Locale } from '@/lib/locale'
import type { Tool } from './tool'

const quick = [
  { id: 'recraft/remove-background', task: 'background-removal' },
  { id: 'recraft/crisp-upscale', task: 'upscale' },
] as const

/** The quick tools of the studio, as far as they are offered here. */
export async function quickTools(locale: Locale): Promise<Tool[]> {
  const offer = await terms()
  return quick.flatMap(({ id, task }): Tool[] => {
    const view = modelView(id, locale, offer)
    const field = view?.fields.find(({ limits }) => limits)
    if (!view?.offered || view.from === null || !field?.limits) return []
    const { title, tool, sentence, cutout, from } = view
    return [
      {
        id,
        task,
        title,
        tool,
        sentence,
        cutout,
        field: field.name,
        limits: field.limits,
        credits: toCredits(toThousandths(from)),
      },
    ]
  })
}

/** How many models there are to choose from, as the page of models counts them. */
export async function modelCount(locale: Locale): Promise<number> {
  return modelList(locale, await terms()).filter((card) => !card.retired).length
}
