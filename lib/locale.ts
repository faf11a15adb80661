/** The languages that Loupe speaks. Browser-safe. */
export const locales = ['en', 'ru', 'zh'] as const
export type Locale = (typeof locales)[number]

/** Each language in its own words, for the switcher. */
export const localeNames: Record<Locale, string> = { en: 'English', ru: 'Русский', zh: '中文' }

/** For `<html lang>`: the script of Chinese decides which glyphs a browser takes. */
export const htmlLang: Record<Locale, string> = { en: 'en', ru: 'ru', zh: 'zh-Hans' }

export const localeCookie = 'locale'

const known = (tag: string | null | undefined): Locale | undefined => {
  const base = tag?.trim().toLowerCase().split('-')[0]
  return locales.find((locale) => locale === base)
}

/** The chosen language, else the one that the browser likes best, else English. */
export function pickLocale(
  cookieValue: string | null | undefined,
  acceptLanguage: string | null | undefined,
): Locale {
  const chosen = known(cookieValue)
  if (chosen) return chosen
  const wished = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag, ...parameters] = part.split(';')
      const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean)
      return { locale: known(tag), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter((wish) => wish.locale && wish.quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wished[0]?.locale ?? 'en'
}
/** Written by the page's first script, so that the server writes times as the visitor's clock shows them. */
export const timeZoneCookie = 'tz'

/** A zone that Intl knows, else UTC. */
export function pickTimeZone(cookieValue: string | undefined): string {
  if (!cookieValue) return 'UTC'
  try {
    const zone = decodeURIComponent(cookieValue)
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch (error) {
    if (error instanceof RangeError || error instanceof URIError) return 'UTC'
    throw error
  }
}
