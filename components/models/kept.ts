import type { Called } from '@/components/http/call'

export type Kept<T> = {
  /** `gone`: the server says that there is no such thing. */
  status: 'loading' | 'ready' | 'failed' | 'gone'
  value: T | undefined
}

/** What was fetched this long ago is shown and asked for again behind the scenes (ms). */
const FRESH = 60_000
const loading: Kept<never> = { status: 'loading', value: undefined }

/**
 * Answers of our own API that a tab keeps by a key: shown at once when they are here, renewed when they are old. An
 * answer that says the same stays the same object, so that nothing is drawn for it.
 */
export function createKept<T>(ask: (key: string) => Promise<Called<T>>) {
  const entries = new Map<string, { kept: Kept<T>; askedAt: number; isAsking: boolean }>()
  const listeners = new Set<() => void>()

  function set(key: string, kept: Kept<T>, askedAt: number, isAsking: boolean) {
    entries.set(key, { kept, askedAt, isAsking })
    for (const listener of [...listeners]) listener()
  }

  async function load(key: string) {
    const before = entries.get(key)
    // After a failure people see that something is tried.
    const meanwhile = before?.kept.value === undefined ? loading : before.kept
    set(key, meanwhile, Date.now(), true)
    const answer = await ask(key)
    if (answer.ok) {
      const isSame = JSON.stringify(meanwhile.value) === JSON.stringify(answer.value)
      set(key, isSame ? meanwhile : { status: 'ready', value: answer.value }, Date.now(), false)
    } else if (answer.status === 404) set(key, { status: 'gone', value: undefined }, Date.now(), false)
    else if (meanwhile.value === undefined) set(key, { status: 'failed', value: undefined }, 0, false)
    // What is old is better than nothing; the next who wants it asks again.
    else set(key, meanwhile, 0, false)
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    get: (key: string): Kept<T> => entries.get(key)?.kept ?? loading,
    /** Somebody needs it: asks where nothing is here, or it is old. */
    want(key: string) {
      const entry = entries.get(key)
      if (!entry?.isAsking && Date.now() - (entry?.askedAt ?? 0) > FRESH) void load(key)
    },
    /** What is here is known to be old. */
    renew() {
      for (const [key, entry] of entries) if (!entry.isAsking) void load(key)
    },
    /** Once more, asked for by a person. */
    again(key: string) {
      if (!entries.get(key)?.isAsking) void load(key)
    },
  }
}
