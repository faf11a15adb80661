import 'server-only'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const MIDDLE = DIGITS.length / 2

const digit = (text: string, at: number) => DIGITS.indexOf(text.charAt(at))

/** A text between two in the order of bytes; null: there is no neighbour. Never ends in `0`, so there is always room. */
export function between(before: string | null, after: string | null): string {
  let made = ''
  for (let at = 0; ; at++) {
    const low = before !== null && at < before.length ? digit(before, at) : 0
    const high = after !== null && at < after.length ? digit(after, at) : DIGITS.length
    if (high - low > 1) return made + DIGITS.charAt(Math.floor((low + high) / 2))
    made += DIGITS.charAt(low)
    // From here on everything lies below `after`, and only `before` is a bound.
    if (high - low === 1) return made + above(before?.slice(at + 1) ?? '')
  }
}

/** A text behind this one. */
function above(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const low = digit(text, at)
    if (low < DIGITS.length - 1)
      return text.slice(0, at) + DIGITS.charAt(Math.ceil((low + DIGITS.length) / 2))
  }
  return text + DIGITS.charAt(MIDDLE)
}

/** So many places between two, in order and evenly apart, so that they stay short. */
export function placesBetween(before: string | null, after: string | null, count: number): string[] {
  if (count <= 0) return []
  const middle = between(before, after)
  const left = Math.floor((count - 1) / 2)
  return [...placesBetween(before, middle, left), middle, ...placesBetween(middle, after, count - 1 - left)]
}

/** Each insertion at one spot makes places longer; beyond this many letters a list is given new ones. */
export const PLACE_LETTERS = 40

/** Whether there is a place that is longer than a list should have. */
export const areLong = (places: readonly string[]): boolean =>
  places.some((place) => place.length > PLACE_LETTERS)

/** New places for a whole list, evenly apart. */
export const evenPlaces = (count: number): string[] => placesBetween(null, null, count)
