/** Browser-side choice of light or dark; the first script of the page puts it into effect. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeCookie = 'theme'
export const themeEvent = 'loupe:theme'

const YEAR_S = 31_536_000

/** A cookie for a year; null takes it away. */
export function keepCookie(name: string, value: string | null) {
  const age = value === null ? 0 : YEAR_S
  // The Cookie Store API needs https, which a phone on the same network does not have.
  Reflect.set(document, 'cookie', `${name}=${value ?? ''}; path=/; max-age=${age}; samesite=lax`)
}

export function readTheme(): Theme {
  const chosen = new RegExp(`(?:^|; )${themeCookie}=(light|dark)`).exec(document.cookie)?.[1]
  return themes.find((theme) => theme === chosen) ?? 'system'
}

export function chooseTheme(theme: Theme) {
  keepCookie(themeCookie, theme === 'system' ? null : theme)
  window.dispatchEvent(new Event(themeEvent))
}
