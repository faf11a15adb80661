import 'server-only'
import { z } from 'zod'
import { fieldProblems } from '@/lib/field-problems'
import { invalid, Refusal } from '@/lib/refusal'
import { bookPeriods, overviewPeriods, type Period } from './schema'

/** `?days`: one of these periods; without it the longest but one. */
function read(search: URLSearchParams, periods: readonly Period[], usual: Period): Period | Refusal {
  const days = z.coerce
    .number()
    .refine((n): n is Period => periods.some((one) => one === n), 'not_offered')
    .default(usual)
  const parsed = z.object({ days }).safeParse({ days: search.get('days') || undefined })
  return parsed.success ? parsed.data.days : invalid(fieldProblems(parsed.error))
}

export const askedOverview = (search: URLSearchParams) => read(search, overviewPeriods, 30)
export const askedBooks = (search: URLSearchParams) => read(search, bookPeriods, 30)

/** What a page's own address asks for; nonsense shows the usual. */
export const periodOr = (asked: Period | Refusal): Period => (asked instanceof Refusal ? 30 : asked)
