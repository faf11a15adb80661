import 'server-only'
import { z } from 'zod'
import { bookPeriods, overviewPeriods, type Period } from './schema'

/** `?days`: one of these periods. */
const ofDays = (periods: readonly Period[], usual: Period) =>
  z.strictObject({
    days: z.coerce
      .number()
      .refine((n): n is Period => periods.some((one) => one === n), 'not_offered')
      .meta({ enum: [...periods] })
      .default(usual),
  })

export const overviewQuery = ofDays(overviewPeriods, 30)
export const booksQuery = ofDays(bookPeriods, 30)
