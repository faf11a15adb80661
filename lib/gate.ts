import 'server-only'

/** More wait at a gate than can be served soon. */
class Crowded extends Error {
  override name = 'Crowded'
}

/** By its name: Next bundles routes apart, so a gate that all share may throw the class of another bundle. */
export const isCrowded = (error: unknown): boolean => error instanceof Error && error.name === 'Crowded'

/** Lets a fixed number of works through at a time, in the order they came; nobody polls. */
export class Gate {
  private free: number
  private readonly waiting: (() => void)[] = []

  /** @param mostWaiting how many may wait at the most; whoever comes then gets an error that `isCrowded` */
  constructor(
    places: number,
    private readonly mostWaiting = Number.POSITIVE_INFINITY,
  ) {
    this.free = places
  }

  /** @param signal whoever gives up while still waiting leaves the queue; the reason is thrown. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    if (this.free > 0) this.free -= 1
    else if (this.waiting.length >= this.mostWaiting) throw new Crowded(`${this.mostWaiting} wait already`)
    else await this.turn(signal)
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.free += 1
    }
  }

  private turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(enter), 1)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
      this.waiting.push(enter)
    })
  }
}
