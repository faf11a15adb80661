import 'server-only'
import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { localeCookie, locales, pickLocale } from '@/lib/locale'
import { pickTimeZone, timeZoneCookie } from '@/lib/time-zone'
import { messagesFor } from '@/lib/words'

/** What next-intl gives every page: language and time zone of the one who asks. */
export default getRequestConfig(async ({ locale: explicit }) => {
  const jar = await cookies()
  const locale =
    locales.find((known) => known === explicit) ??
    pickLocale(jar.get(localeCookie)?.value, (await headers()).get('accept-language'))
  return { locale, messages: messagesFor(locale), timeZone: pickTimeZone(jar.get(timeZoneCookie)?.value) }
})
