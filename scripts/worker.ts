import { startFreshness } from '@/lib/admin/freshness'
import { closeDatabase, database } from '@/lib/database'
import { startSweeps } from '@/lib/jobs/sweep'
import { startWorker } from '@/lib/jobs/worker'
import { log } from '@/lib/log'
import { onStop } from './stop'

/** A worker alone: takes jobs from the shared database until it is told to stop. */
export async function runWorker(): Promise<void> {
  const opened = await database()
  const worker = await startWorker(opened)
  const stopSweeps = startSweeps(opened.db)
  const stopFreshness = startFreshness(opened.db)
  onStop(async () => {
    stopSweeps()
    await Promise.all([worker.stop(), stopFreshness()])
    await closeDatabase()
  })
  log().info('Loupe worker is running')
}
