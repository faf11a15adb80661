/** Where models are told in words what to make, the telling ones first. */
const TOLD_IN = ['prompt', 'text', 'character_prompt', 'scene'] as const
/** Lists of texts: the parts of a film, the lines of a talk. */
const TOLD_IN_PARTS = ['multi_prompt', 'dialogue', 'dialogue_turns', 'shots'] as const
const PARTS = ['prompt', 'text', 'Scene'] as const

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() ? value.trim() : null)

function partOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return textOf(value)
  const part: Record<string, unknown> = { ...value }
  return PARTS.map((name) => textOf(part[name])).find((text) => text !== null) ?? null
}

/** What a person asked for in words, or null: the whole text, of a text in parts all of them line by line. */
export function promptOf(input: Readonly<Record<string, unknown>>): string | null {
  const whole = TOLD_IN.map((name) => textOf(input[name])).find((text) => text !== null)
  if (whole) return whole
  for (const name of TOLD_IN_PARTS) {
    const value = input[name]
    const parts = Array.isArray(value) ? value.map(partOf).filter((part) => part !== null) : []
    if (parts.length > 0) return parts.join('\n')
  }
  return null
}

const LONGEST_NAME = 60

/** The first words of a text as a name: one line, cut between words where the language has gaps between them. */
export function firstWords(text: string, longest = LONGEST_NAME): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  const letters = [...line]
  if (letters.length <= longest) return line
  const cut = letters.slice(0, longest).join('')
  const gap = cut.lastIndexOf(' ')
  return `${(gap > longest / 2 ? cut.slice(0, gap) : cut).replace(/[\s,.;:!?，。；：！？、]+$/u, '')}…`
}
