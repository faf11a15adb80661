import { localeOf, respond } from '@/app/s/respond'
import { db } from '@/lib/database'
import { readText } from '@/lib/http/body'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'
import { enter, openDoor } from '@/lib/share/enter'

/** A password's 200 characters, encoded. */
const FORM_BYTES = 4_096

/** The id that the door gave its form. */
const pressOf = (form: URLSearchParams) => /^[\w-]{22}$/.exec(form.get('press') ?? '')?.[0] ?? ''

export const GET = route({
  auth: 'none',
  run: async ({ request, params, locale }) => {
    const visit = { request, token: params.token ?? '', locale: localeOf(request, locale) }
    return respond(await enter(await db(), visit.token, request), visit)
  },
})

export const POST = route({
  auth: 'none',
  // The pages send no referrer, so that a browser says `null`; and the form carries nobody's account.
  anyOrigin: true,
  run: async ({ request, params, locale, address }) => {
    const visit = { request, token: params.token ?? '', locale: localeOf(request, locale) }
    const text = await readText(request, FORM_BYTES)
    if (text instanceof Refusal) return text
    const form = new URLSearchParams(text)
    const entry = await openDoor(await db(), visit.token, {
      password: form.get('password') ?? '',
      press: pressOf(form),
      address,
      cookieHeader: request.headers.get('cookie'),
    })
    if (entry.kind !== 'look') return respond(entry, visit)
    // The page is asked for anew, so that going back or reloading sends no form.
    return new Response(null, {
      status: 303,
      headers: {
        location: `/s/${visit.token}?lang=${visit.locale}`,
        'referrer-policy': 'no-referrer',
        ...(entry.cookie ? { 'set-cookie': entry.cookie } : {}),
      },
    })
  },
})
