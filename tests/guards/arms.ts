/** A part of a condition in SQL, and what stands there when it is taken out. */
export type Arm = { start: number; end: number; text: string; without: 'true' | 'false' }

type Token = { text: string; start: number; end: number; depth: number }

const STRUCTURE = new Set(
  'declare := if elsif where on when then else end returning order limit group having into from select loop union for set values begin'.split(
    ' ',
  ),
)

/** Words, brackets and signs of SQL outside of texts and comments, with how deep in brackets they stand. */
function tokens(source: string): Token[] {
  const found: Token[] = []
  let depth = 0
  const pattern = /--[^\n]*|'(?:[^']|'')*'|"[^"]*"|[a-zA-Z_][\w.]*|\d+|[()[\];,]|[^\s\w()[\];,'"]+/g
  for (const match of source.matchAll(pattern)) {
    const text = match[0]
    if (text.startsWith('--')) continue
    if (text === ')' || text === ']') depth--
    found.push({ text: text.toLowerCase(), start: match.index, end: match.index + text.length, depth })
    if (text === '(' || text === '[') depth++
  }
  return found
}

/**
 * Every operand of every `and` (without it: true) and `or` (without it: false), and every condition that stands alone
 * after `where`. They are found and not listed, so that a new one cannot be forgotten.
 */
export function armsOf(source: string): Arm[] {
  const all = tokens(source)
  const arms = new Map<string, Arm>()
  const add = (from: number, to: number, without: Arm['without']) => {
    const [first, last] = [all[from], all[to]]
    if (!first || !last || to < from) return
    const arm = { start: first.start, end: last.end, text: source.slice(first.start, last.end), without }
    arms.set(`${arm.start}-${arm.end}`, arm)
  }
  const ends = (at: number, depth: number, operator: string) => {
    const token = all[at]
    // Of `is distinct from`; nothing ends there.
    if (token?.text === 'from' && all[at - 1]?.text === 'distinct') return false
    return isEnd(token, depth, operator)
  }
  const isEnd = (token: Token | undefined, depth: number, operator: string) =>
    !token ||
    token.depth < depth ||
    (token.depth === depth &&
      (STRUCTURE.has(token.text) ||
        token.text === ';' ||
        token.text === ',' ||
        token.text === 'or' ||
        (operator === 'and' && token.text === 'and')))
  const reach = (from: number, way: 1 | -1, depth: number, operator: string) => {
    let at = from
    while (!ends(at + way, depth, operator)) at += way
    return at
  }
  let between = false
  for (const [n, { text, depth }] of all.entries()) {
    if (text === 'between') between = true
    else if (text === 'and' && between) between = false
    else if (text === 'and' || text === 'or') {
      const without = text === 'and' ? 'true' : 'false'
      add(reach(n, -1, depth, text), n - 1, without)
      add(n + 1, reach(n, 1, depth, text), without)
    } else if (text === 'where') {
      const last = reach(n, 1, depth, 'or')
      add(n + 1, last, 'true')
    }
  }
  return [...arms.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}
