import 'server-only'
import type { Db } from '@/db/open'
import { modelSettings } from '@/db/schema'
import type { Terms } from '@/lib/catalog/terms'
import { toCredits } from '@/lib/credits/amount'
import { db } from '@/lib/database'
import { env } from '@/lib/env'

/** An admin's change counts in every process after this long at the latest. */
const FRESH_MS = 2_000

const shared = globalThis as { loupeTerms?: { readAt: number; terms: Promise<Terms> } }

/** Which models are offered here and what those without a known price cost. Read anew every two seconds. */
export function terms(): Promise<Terms> {
  const known = shared.loupeTerms
  if (known && Date.now() - known.readAt < FRESH_MS) return known.terms
  const read = db().then(readTerms)
  shared.loupeTerms = { readAt: Date.now(), terms: read }
  read.catch(() => {
    delete shared.loupeTerms
  })
  return read
}

/** What the last change of an admin in this process made stale. */
export function forgetTerms(): void {
  delete shared.loupeTerms
}

async function readTerms(handle: Db): Promise<Terms> {
  const rows = await handle.select().from(modelSettings)
  return {
    demo: env().sandbox,
    xty: env().xty !== null,
    set: new Map(rows.flatMap((row) => (row.price === null ? [] : [[row.modelId, toCredits(row.price)]]))),
    offered: new Map(rows.flatMap((row) => (row.offered === null ? [] : [[row.modelId, row.offered]]))),
  }
}
