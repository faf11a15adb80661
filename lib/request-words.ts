import 'server-only'
import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { type Locale, localeCookie, locales, pickLocale, pickTimeZone, timeZoneCookie } from '@/lib/locale'
import { messagesFor } from '@/lib/words'

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
  }
}

/** What next-intl gives every page: language and time zone of the one who asks. */
export default getRequestConfig(async ({ locale: explicit }) => {
  const jar = await cookies()
  const locale =
    locales.find((known) => known === explicit) ??
    pickLocale(jar.get(localeCookie)?.value, (await headers()).get('accept-language'))
  return { locale, messages: messagesFor(locale), timeZone: pickTimeZone(jar.get(timeZoneCookie)?.value) }
})
