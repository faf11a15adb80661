import 'server-only'
import type { Db } from '@/db/open'
import { Refusal } from '@/lib/refusal'

class RolledBack extends Error {
  constructor(readonly refusal: Refusal) {
    super('rolled back')
  }
}

/** One transaction that a returned `Refusal` undoes: what may say no has changed nothing, and a link whose use is refused stays usable. */
export async function transact<T>(db: Db, work: (tx: Db) => Promise<T | Refusal>): Promise<T | Refusal> {
  try {
    return await db.transaction(async (tx) => {
      const outcome = await work(tx)
      if (outcome instanceof Refusal) throw new RolledBack(outcome)
      return outcome
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal
    throw error
  }
}
