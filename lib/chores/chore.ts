import 'server-only'
import type { Db } from '@/db/open'

/** Something that Loupe does by itself again and again. */
export type Chore = {
  name: string
  /** When (UTC). One time that passed while nothing ran is made up for at the next start. */
  cron: string
  /**
   * May be cut at any point and done again: after a failure, and when the process that did it is gone. One of a name at
   * a time, in all processes together. `signal`: the process wants to stop, or has lost the chore to another.
   */
  run: (db: Db, signal: AbortSignal) => Promise<unknown>
}
