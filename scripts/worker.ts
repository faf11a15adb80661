import { closeDatabase, database } from '@/lib/database'
import { startWorker } from '@/lib/jobs/worker'
import { log } from '@/lib/log'
import { onStop } from './stop'

/** A worker alone: takes jobs from the shared database until it is told to stop. */
export async function runWorker(): Promise<void> {
  const worker = await startWorker(await database())
  onStop(async () => {
    await worker.stop()
    await closeDatabase()
  })
  log().info('Loupe worker is running')
}
