/** Two letters for a name: of the first and the last word. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

export function Avatar({ name }: { name: string }) {
  return (
    <span className="grid size-7 place-items-center rounded-pill bg-press font-medium text-11 text-ink-2 max-desk:size-8">
      {initials(name)}
    </span>
  )
}
