import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import next from 'next'
import { startFreshness } from '@/lib/admin/freshness'
import { chores } from '@/lib/chores/list'
import { startChores } from '@/lib/chores/start'
import { closeDatabase, DataDirInUse, database, lockDataDir } from '@/lib/database'
import { env } from '@/lib/env'
import { closeLive } from '@/lib/jobs/live'
import { closeUpstream } from '@/lib/jobs/upstream'
import { startWorker } from '@/lib/jobs/worker'
import { authSecret } from '@/lib/secret'
import { announce } from './announce'
import { buildWhenStale } from './build'
import { admit } from './gate'
import { watchSharePage } from './share-page'
import { onStop } from './stop'

const UPLOAD_MS = 3_600_000
const DRAIN_MS = 3_000

/** The web server, and with it the worker unless only the web was asked for. */
export async function serve(dev: boolean): Promise<void> {
  const { databaseUrl, dataDir, port, role } = env()
  if (!databaseUrl) await lockOrLeave()
  authSecret()
  if (dev) await watchSharePage()
  else await buildWhenStale()
  if (!databaseUrl && !existsSync(join(dataDir, 'pglite'))) createDatabase()
  // tsx turned them on: with them every chunk of the build brings its map along (4 s of a start, 150 MB).
  process.setSourceMapsEnabled(false)
  const app = next({ dev, port })
  const opened = await database()
  await app.prepare()
  const handle = app.getRequestHandler()
  const server = createServer((request, response) => {
    if (admit(request, response, dev)) void handle(request, response)
  })
  // Node cuts what takes longer than five minutes to arrive; a film of 500 MB does. Silence of 30 s ends an upload anyway.
  server.requestTimeout = UPLOAD_MS
  if (dev) server.on('upgrade', app.getUpgradeHandler())
  else server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      console.error(
        error.code === 'EADDRINUSE'
          ? `Loupe cannot start. PORT ${port} is taken; set PORT to another one.`
          : error.message,
      )
      process.exit(1)
    })
    server.listen(port, resolve)
  })
  const worker = role === 'all' ? await startWorker(opened) : null
  const stopChores = role === 'all' ? await startChores(opened, chores) : async () => {}
  const stopFreshness = role === 'all' ? startFreshness(opened.db) : async () => {}
  await announce(opened)
  onStop(async () => {
    server.close()
    server.closeIdleConnections()
    await closeLive()
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref()
    await Promise.all([worker?.stop(), stopFreshness(), stopChores()])
    await closeUpstream()
    await closeDatabase()
  })
}

async function lockOrLeave(): Promise<void> {
  await lockDataDir().catch((error: unknown) => {
    if (!(error instanceof DataDirInUse)) throw error
    console.error(error.message)
    process.exit(1)
  })
}

function createDatabase(): void {
  console.log('Making the database.')
  const made = spawnSync(process.execPath, [...process.execArgv, 'scripts/create-database.ts'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (made.status !== 0) process.exit(1)
}
