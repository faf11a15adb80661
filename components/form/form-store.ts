/** One object of a repeatable group. The id keeps its parts together while rows move. */
export type Row = { id: string; values: Values }
/** What a person set, by field name. What they never touched is missing: the model's own default holds. */
export type Values = Readonly<Record<string, unknown>>

export type FormState = {
  /** Place in the model's variants of shape. */
  variant: number
  values: Values
  /** How often each input is run. */
  runs: number
  /** Rarely used fields are shown. */
  isOpen: boolean
  /** Sentences by field path (`shots.0.Scene`). */
  errors: Readonly<Record<string, string>>
  /** What is wrong and concerns no field. */
  problem: string | null
  /** `uploading`: a run was asked for and waits for files. */
  phase: 'idle' | 'uploading' | 'sending'
  /** The field that files hang over just now. */
  over: string | null
  /** What was typed before other settings took its place is kept. */
  hasEarlier: boolean
}

export const emptyState: FormState = {
  variant: 0,
  values: {},
  runs: 1,
  isOpen: false,
  errors: {},
  problem: null,
  phase: 'idle',
  over: null,
  hasEarlier: false,
}

export type FormStore = ReturnType<typeof createFormStore>

const isRows = (value: unknown): value is Row[] => Array.isArray(value)

/** The value at a path (`prompt`, `shots.0.Scene`), undefined where there is none. */
export function valueAt(values: Values, path: string): unknown {
  const [name = '', index, ...rest] = path.split('.')
  const value = values[name]
  if (index === undefined) return value
  const row = isRows(value) ? value[Number(index)] : undefined
  return row && valueAt(row.values, rest.join('.'))
}

/** A copy with the value at a path replaced; `undefined` takes it away. Parts beside the path stay the same objects. */
export function withValue(values: Values, path: string, next: unknown): Values {
  const [name = '', index, ...rest] = path.split('.')
  if (index === undefined) {
    if (next !== undefined) return { ...values, [name]: next }
    const { [name]: _, ...others } = values
    return others
  }
  const rows = values[name]
  const row = isRows(rows) ? rows[Number(index)] : undefined
  if (!isRows(rows) || !row) return values
  const changed = { ...row, values: withValue(row.values, rest.join('.'), next) }
  return { ...values, [name]: rows.with(Number(index), changed) }
}

const touches = (path: string, other: string) =>
  path === other || path.startsWith(`${other}.`) || other.startsWith(`${path}.`)

/**
 * What one form holds, outside React: a part subscribes to its own value, so that a key typed in one field draws that
 * field and nothing else.
 */
export function createFormStore(initial: Partial<FormState> = {}) {
  const listeners = new Set<() => void>()
  let state: FormState = { ...emptyState, ...initial }

  function patch(part: Partial<FormState>) {
    state = { ...state, ...part }
    for (const listener of [...listeners]) listener()
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    state: () => state,
    get: (path: string) => valueAt(state.values, path),
    patch,
    /** Sets one value; what was said about it is over. */
    set(path: string, next: unknown) {
      const errors = Object.entries(state.errors)
      const kept = errors.filter(([at]) => !touches(path, at))
      patch({
        values: withValue(state.values, path, next),
        ...(kept.length < errors.length && { errors: Object.fromEntries(kept) }),
        problem: null,
      })
    },
  }
}
