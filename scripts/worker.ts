import { startFreshness } from '@/lib/admin/freshness'
import { chores } from '@/lib/chores/list'
import { startChores } from '@/lib/chores/start'
import { closeDatabase, database } from '@/lib/database'
import { startWorker } from '@/lib/jobs/worker'
import { log } from '@/lib/log'
import { onStop } from './stop'

/** A worker alone: takes jobs from the shared database until it is told to stop. */
export async function runWorker(): Promise<void> {
  const opened = await database()
  const worker = await startWorker(opened)
  const stopChores = await startChores(opened, chores)
  const stopFreshness = startFreshness(opened.db)
  onStop(async () => {
    await Promise.all([worker.stop(), stopFreshness(), stopChores()])
    await closeDatabase()
  })
  log().info('Loupe worker is running')
}
