import 'server-only'
import type { Db } from '@/db/open'
import { newId } from '@/lib/id'
import { upstream } from '@/lib/jobs/upstream'
import { log } from '@/lib/log'
import { readSettings } from '@/lib/settings'
import { takeCheck } from './check'
import { look } from './look'

/** How soon a check that an admin asked for begins. */
const EVERY_MS = 2_000

/**
 * Works on checks of the catalogue: the daily one, which a chore opens, and those that admins ask for. Any number of
 * processes may do so; one at a time works on a check. The answer stops it, and leaves an open check to the next start.
 */
export function startFreshness(db: Db): () => Promise<void> {
  const holder = newId()
  const stopping = new AbortController()
  let timer = setTimeout(run, EVERY_MS)
  let running: Promise<void> = Promise.resolve()

  function run() {
    running = tick()
      .catch((error: unknown) => log().error({ err: error }, 'check of the catalogue'))
      .then(() => {
        if (!stopping.signal.aborted) timer = setTimeout(run, EVERY_MS)
      })
  }

  async function tick(): Promise<void> {
    const check = await takeCheck(db, holder)
    if (!check) return
    log().info({ check: check.id, read: check.read }, 'looking through the catalogue')
    const { kie } = await upstream()
    const { catalogueGapMs: gapMs } = await readSettings(db)
    await look({ db, kie, check, holder, gapMs, signal: stopping.signal })
  }

  return async () => {
    stopping.abort()
    clearTimeout(timer)
    await running
  }
}
