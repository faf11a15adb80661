import 'server-only'
import type { z } from 'zod'
import { fieldProblems } from '@/lib/field-problems'
import { invalid, type Refusal } from '@/lib/refusal'

/** What the part of an address behind `?` asks for; an empty value is the same as none. */
export function readQuery<Schema extends z.ZodType>(
  schema: Schema,
  search: URLSearchParams,
): z.output<Schema> | Refusal {
  const said = [...search].filter(([, value]) => value !== '')
  const parsed = schema.safeParse(Object.fromEntries(said), { reportInput: true })
  return parsed.success ? parsed.data : invalid(fieldProblems(parsed.error))
}
