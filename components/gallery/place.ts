/** What somebody looks at in the gallery, as the address says it. */
export type Place = {
  q?: string | undefined
  tool?: string | undefined
  model?: string | undefined
  kind?: string | undefined
  board?: string | undefined
  /** `2026-11-21` on the reader's calendar. */
  day?: string | undefined
  favourite?: boolean | undefined
  trash?: boolean | undefined
}

const texts = ['q', 'tool', 'model', 'kind', 'board', 'day'] as const
const flags = ['favourite', 'trash'] as const

/** Reads an address. */
export function readPlace(search: { get: (name: string) => string | null }): Place {
  const place: Place = {}
  for (const name of texts) place[name] = search.get(name) || undefined
  for (const name of flags) place[name] = search.get(name) !== null || undefined
  if (place.day && !/^\d{4}-\d\d-\d\d$/.test(place.day)) place.day = undefined
  return place
}

function searchOf(place: Place): URLSearchParams {
  const search = new URLSearchParams()
  for (const name of texts) if (place[name]) search.set(name, place[name])
  for (const name of flags) if (place[name]) search.set(name, '1')
  return search
}

export function placeHref(place: Place): string {
  const search = searchOf(place).toString()
  return search ? `/gallery?${search}` : '/gallery'
}

/** The same as the server is asked; a day is from midnight to midnight here. */
export function askedOf(place: Place): URLSearchParams {
  const search = searchOf(place)
  search.delete('day')
  if (place.day) {
    const [year = 0, month = 1, day = 1] = place.day.split('-').map(Number)
    search.set('from', new Date(year, month - 1, day).toISOString())
    search.set('to', new Date(year, month - 1, day + 1).toISOString())
  }
  return search
}

/** Another filter besides; a board is not in the trash. */
export const withPart = (place: Place, part: Partial<Place>): Place => ({
  ...place,
  ...part,
  ...(part.board !== undefined && { trash: undefined }),
})

/** How many filters narrow what is shown, beside the words. */
export const filtersIn = ({ q: _q, ...rest }: Place) => Object.values(rest).filter(Boolean).length

/** Narrowed by anything but a board or the trash. */
export const isFiltered = ({ board: _board, trash: _trash, ...rest }: Place) =>
  Object.values(rest).some(Boolean)
