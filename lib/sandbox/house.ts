import 'server-only'
import type { Books } from './books'
import type { Callbacks } from './callbacks'
import type { Market } from './discovery'
import type { FileStore } from './file-store'
import type { Runner } from './runner'
import type { Script } from './script'
import type { Workshop } from './work'

/** What a script may change while the sandbox runs. */
export type Settings = {
  /** Shortest time of a task, ms. */
  minMs: number
  /** New tasks within ten seconds before KIE says 429. */
  perTenSeconds: number
  /** Signs callbacks when set, as KIE does. */
  hmacKey: string | null
}

/** The parts of a running sandbox, as its routes need them. */
export type House = {
  books: Books
  files: FileStore
  script: Script
  settings: Settings
  runner: Runner
  workshop: Workshop
  callbacks: Callbacks
  market: Market
  /** Its own address, without a slash at the end. */
  base: () => string
  /** Aborted when the sandbox closes. */
  signal: AbortSignal
}
