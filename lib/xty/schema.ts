import 'server-only'
import { z } from 'zod'

const words = z.string().nullish().catch(null)

/** The error of OpenAI's shape. Some gateways give a number as code. */
export const failure = z.object({
  error: z.object({
    message: words,
    type: words,
    code: z
      .union([z.string(), z.number().transform(String)])
      .nullish()
      .catch(null),
  }),
})
export type Failure = z.output<typeof failure>['error']

export const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().max(100_000) }) })).min(1),
})
