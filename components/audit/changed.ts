export type Changed = { name: string | null; before: string; after: string }

type Flat = Map<string | null, string>
/** Stands for nothing. */
const NOTHING = '–'

/** A thing's parts by their names, however deep; a plain value is one part without a name. */
function flat(value: unknown, name: string | null = null, into: Flat = new Map()): Flat {
  if (Array.isArray(value)) into.set(name, value.map(String).join(', '))
  else if (typeof value === 'object' && value !== null)
    for (const [part, inner] of Object.entries(value)) flat(inner, part, into)
  else if (value !== null && value !== undefined) into.set(name, String(value))
  return into
}

/** What an act made different, part by part. */
export function changed(before: unknown, after: unknown): Changed[] {
  const [was, is] = [flat(before), flat(after)]
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((name) => was.get(name) !== is.get(name))
    .map((name) => ({ name, before: was.get(name) ?? NOTHING, after: is.get(name) ?? NOTHING }))
}

/** What the thing was called, where the act says so. */
export function nameIn({ before, after }: Record<string, unknown>): string | null {
  const name = [after, before]
    .map((side) => (side as { name?: unknown } | null | undefined)?.name)
    .find(Boolean)
  return typeof name === 'string' ? name : null
}
