export type Changed = { name: string | null; before: unknown; after: unknown }

type Flat = Map<string | null, unknown>

/** A thing's parts by their names, however deep; a plain value is one part without a name, nothing is none. */
function flat(value: unknown, name: string | null = null, into: Flat = new Map()): Flat {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    for (const [part, inner] of Object.entries(value)) flat(inner, part, into)
  else if (value !== null && value !== undefined) into.set(name, value)
  return into
}

/** What an act made different, part by part; null stands for nothing. */
export function changed(before: unknown, after: unknown): Changed[] {
  const [was, is] = [flat(before), flat(after)]
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((name) => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)))
    .map((name) => ({ name, before: was.get(name) ?? null, after: is.get(name) ?? null }))
}

/** What the thing was called, where the act says so. */
export function nameIn({ before, after }: Record<string, unknown>): string | null {
  const name = [after, before]
    .map((side) => (side as { name?: unknown } | null | undefined)?.name)
    .find(Boolean)
  return typeof name === 'string' ? name : null
}
