import 'server-only'
import type { PGlite } from '@electric-sql/pglite'
import type { Pool } from 'pg'
import { type ConstructorOptions, fromPglite, PgBoss } from 'pg-boss'
import type { Database } from '@/db/open'

const HOUR = 3_600

/**
 * pg-boss on our own database, in its schema `boss`. Set to be quiet: news comes by NOTIFY, polling only backs it up.
 * Never send to it inside a transaction: on PGlite it reads its queues on the one connection, which then waits for itself.
 */
export const openBoss = (database: Database): PgBoss =>
  new PgBoss({
    db: bossDatabase(database),
    backend: database.kind,
    schema: 'boss',
    useListenNotify: true,
    cronWorkerIntervalSeconds: 30,
    cronMonitorIntervalSeconds: 30,
    // How soon a chore is noticed whose process is gone.
    superviseIntervalSeconds: 60,
    monitorIntervalSeconds: 60,
    maintenanceIntervalSeconds: HOUR,
    // It holds which chores were at work, which are not taken: an old one would keep them waiting.
    queueCacheIntervalSeconds: 60,
    flowIntervalSeconds: HOUR,
    bamIntervalSeconds: HOUR,
    monitorVacuum: false,
    reindex: false,
  })

function bossDatabase(database: Database): NonNullable<ConstructorOptions['db']> {
  if (database.kind === 'pglite') return fromPglite(database.raw as PGlite)
  const pool = database.raw as Pool
  return {
    executeSql: (text, values) => pool.query(text, values),
    // Our own listener takes itself up again after a break.
    listen: async (channel, hear, onReconnect) => {
      const close = await database.listen(channel, hear)
      onReconnect()
      return { close }
    },
  }
}
