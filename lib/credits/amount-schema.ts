import { z } from 'zod'
import { isCreditAmount } from './amount'

/** Credits on the wire, or what they are multiplied by: from `least` to `most`, at most three decimals. */
export const creditAmount = (most: number, least = 0.001) =>
  z
    .number()
    .min(least)
    .max(most)
    .refine(isCreditAmount, 'decimals')
    .meta({ description: 'At most three decimals' })
