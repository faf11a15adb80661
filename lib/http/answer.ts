import 'server-only'
import type { Locale } from '@/lib/locale'
import { type Refusal, refusalStatus } from '@/lib/refusal'
import { wordsFor } from '@/lib/words'

/** `{error: {code, message, fields?}}` in the caller's language, with the fitting status. */
export async function refusalAnswer(refusal: Refusal, locale: Locale): Promise<Response> {
  const words = await wordsFor(locale)
  const { fields, values = {}, retryAfter, price } = refusal.options
  const fieldMessages =
    fields &&
    Object.fromEntries(
      Object.entries(fields).map(([name, problem]) => [
        name,
        words(`errors.fields.${problem.key}`, { field: name, ...problem.values }),
      ]),
    )
  const first = fieldMessages && Object.values(fieldMessages)[0]
  return Response.json(
    {
      error: {
        code: refusal.code,
        message: first ?? words(`errors.codes.${refusal.code}`, values),
        ...(fieldMessages ? { fields: fieldMessages } : {}),
        ...(price === undefined ? {} : { price }),
      },
    },
    {
      status: refusalStatus[refusal.code],
      headers: retryAfter ? { 'retry-after': String(Math.ceil(retryAfter)) } : {},
    },
  )
}
