import 'server-only'

/** Something that a job's run waits for: a time, a callback, or the end of the process, whatever comes first. */
export class Bell {
  #rung = false
  #wake: (() => void) | null = null

  /** Ends the wait under way, or the next one at once. */
  ring() {
    this.#rung = true
    this.#wake?.()
  }

  /** Resolves true when rung, false after `ms`. Throws the signal's reason when that ends first. */
  async wait(ms: number, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted()
    if (!this.#rung) await this.#sleep(ms, signal)
    signal.throwIfAborted()
    const rung = this.#rung
    this.#rung = false
    return rung
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        this.#wake = null
        resolve()
      }
      const timer = setTimeout(end, ms)
      signal.addEventListener('abort', end, { once: true })
      this.#wake = end
    })
  }
}
