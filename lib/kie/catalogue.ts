import 'server-only'
import { z } from 'zod'
import { asksCreateTask, inputFields } from './openapi'
import { judge, orUnavailable, unavailable } from './outcome'
import type { Answer } from './request'
import type { ListedModel, ListOutcome, SchemaOutcome } from './types'

// KIE's own list of its models, which chat, music and other services are in too, and the document of each.

const words = z.string().catch('')

/**
 * What decides is strict: a list that is cut off must not look like one with fewer models. `pricingDesc` is prose, or
 * null; where it is missing altogether, nothing is said about the price.
 */
const list = z
  .object({
    total: z.int().nonnegative(),
    models: z.array(
      z.object({
        model: z.string().min(1).max(200),
        title: words,
        provider: words,
        taskType: z.array(z.string()).catch([]),
        pricingDesc: z.string().nullable().optional().catch(undefined),
      }),
    ),
  })
  .refine(({ total, models }) => total === models.length)

export function readModels(answer: Answer): ListOutcome {
  const verdict = judge(answer)
  if (verdict.kind !== 'ok') return orUnavailable(verdict)
  const found = list.safeParse(verdict.data)
  if (!found.success) return unavailable('answer without a whole list')
  return { kind: 'models', models: found.data.models.map(listed) }
}

const listed = (one: z.output<typeof list>['models'][number]): ListedModel => ({
  id: one.model,
  title: plain(one.title),
  provider: plain(one.provider),
  tasks: one.taskType.map(plain),
  price: typeof one.pricingDesc === 'string' ? plain(one.pricingDesc) || null : one.pricingDesc,
})

/** KIE's prose comes with stray spaces and line breaks, which change without meaning anything. */
const plain = (text: string) => text.replace(/\s+/g, ' ').trim()

export function readSchema(answer: Answer): SchemaOutcome {
  const verdict = judge(answer)
  // Only KIE's own code says that it knows no such model.
  if (verdict.kind === 'refused' && verdict.code === 404) return { kind: 'none' }
  if (verdict.kind !== 'ok') return orUnavailable(verdict)
  const found = z.object({ openapi: z.unknown() }).safeParse(verdict.data)
  if (!found.success || found.data.openapi === undefined) return unavailable('answer without a document')
  const document = found.data.openapi
  if (document === null) return { kind: 'none' }
  if (!asksCreateTask(document)) return { kind: 'elsewhere' }
  const fields = inputFields(document)
  return fields ? { kind: 'fields', fields } : { kind: 'none' }
}
