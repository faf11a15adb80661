/** The list with one entry moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.toSpliced(from, 1)
  const [one] = list.slice(from, from + 1)
  return one === undefined ? [...list] : rest.toSpliced(to, 0, one)
}

const back = ['ArrowLeft', 'ArrowUp']
const on = ['ArrowRight', 'ArrowDown']

/** Where a key press takes the entry at `index` of `count`, or null: not a key for that, or no way on. */
export function placeAfterKey(key: string, index: number, count: number): number | null {
  const to = back.includes(key)
    ? index - 1
    : on.includes(key)
      ? index + 1
      : key === 'Home'
        ? 0
        : key === 'End'
          ? count - 1
          : index
  return to !== index && to >= 0 && to < count ? to : null
}
