import 'server-only'

/** Gives each name of a ZIP once: a second `cup.png` is `cup (2).png`, whatever the case of its letters. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>()
  const next = new Map<string, number>()
  return (name) => {
    const dot = name.lastIndexOf('.')
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
    const key = name.toLowerCase()
    let n = next.get(key) ?? 1
    let free = n === 1 ? name : `${stem} (${n})${ending}`
    while (taken.has(free.toLowerCase())) free = `${stem} (${++n})${ending}`
    next.set(key, n + 1)
    taken.add(free.toLowerCase())
    return free
  }
}
