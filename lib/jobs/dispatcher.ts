import 'server-only'
import type { Db } from '@/db/open'
import { type Begun, begin } from './begin'

/** The longest wait between two looks; a pause that ends earlier is seen then. */
const LONGEST_WAIT_MS = 1_000

/**
 * Where this process's prepared jobs wait for their turn. One at a time asks the database, which decides whose turn
 * it is and whether the pace allows a task now.
 */
export class Dispatcher {
  readonly #ready = new Map<string, (begun: Begun | null) => void>()
  #busy = false

  constructor(
    readonly db: Db,
    readonly lease: number,
    readonly signal: AbortSignal,
    readonly onError: (error: unknown) => void,
  ) {
    // While a begin is under way its job must hear of it: dropped, its attempt would be committed but never sent.
    signal.addEventListener('abort', () => {
      if (!this.#busy) this.#drop([...this.#ready.keys()])
    })
  }

  /** Resolves when this job was begun; null when it was cancelled or taken away, or the process stops. */
  turn(jobId: string): Promise<Begun | null> {
    if (this.signal.aborted) return Promise.resolve(null)
    return new Promise((resolve) => {
      this.#ready.set(jobId, resolve)
      void this.#work()
    })
  }

  async #work(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    try {
      while (this.#ready.size > 0 && !this.signal.aborted) await this.#step()
    } finally {
      this.#busy = false
      if (this.signal.aborted) this.#drop([...this.#ready.keys()])
    }
  }

  async #step(): Promise<void> {
    const asked = [...this.#ready.keys()]
    const result = await begin(this.db, this.lease, asked).catch((error: unknown) => {
      this.onError(error)
      return { waitMs: LONGEST_WAIT_MS }
    })
    if ('begun' in result) {
      this.#ready.get(result.begun.jobId)?.(result.begun)
      this.#ready.delete(result.begun.jobId)
    } else if ('nobody' in result) this.#drop(asked)
    else await this.#sleep(Math.min(result.waitMs, LONGEST_WAIT_MS))
  }

  /** None of these is waiting under this lease any more. */
  #drop(jobIds: string[]) {
    for (const id of jobIds) {
      this.#ready.get(id)?.(null)
      this.#ready.delete(id)
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      this.signal.addEventListener('abort', end, { once: true })
    })
  }
}
