import 'server-only'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { migrationsFolder } from './migrations'
import type { Database, Lease } from './open'
import * as schema from './schema'

/** First key of our session advisory locks; the second is the lease. Any constant: "loup" in ASCII. */
const LEASE_CLASS = 0x6c6f7570
const SETUP_LOCK = 0x6d696772
const RECONNECT_MS = 1_000

/**
 * PostgreSQL 15 or newer. Session connections are needed (LISTEN, advisory locks): a pooler in transaction mode
 * will not do.
 */
export async function openPostgres(url: string, onError: (error: Error) => void): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 20, application_name: 'loupe' })
  pool.on('error', onError)
  const db = drizzle({ client: pool, schema })
  await alone(pool, (client) => migrate(drizzle({ client }), { migrationsFolder: migrationsFolder() }))
  const version = await pool.query<{ v: string }>('select version() as v')
  const listeners = new Set<() => Promise<void>>()
  return {
    kind: 'postgres',
    version: version.rows[0]?.v ?? 'unknown',
    db,
    raw: pool,
    listen: async (channel, hear) => {
      const stop = await listenForever(url, channel, hear, onError)
      listeners.add(stop)
      return async () => {
        listeners.delete(stop)
        await stop()
      }
    },
    lease: (id) => takeLease(url, id, onError),
    alone: (work) => alone(pool, work),
    // Read inside the statement that takes jobs: its snapshot is older than this look at the locks, so a lease that
    // it sees on a job is here unless its process is dead.
    liveLeases: () => sql`(select objid::bigint from pg_locks where locktype = 'advisory' and granted
      and classid = ${LEASE_CLASS} and database = (select oid from pg_database where datname = current_database()))`,
    close: async () => {
      await Promise.all([...listeners].map((stop) => stop()))
      await pool.end()
    },
  }
}

/** One process does it, the others wait for it. */
async function alone<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [SETUP_LOCK])
    return await work(client)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [SETUP_LOCK])
    client.release()
  }
}

/** A lease lives as long as its connection: `lost` resolves when the server or the network ended it. */
async function takeLease(url: string, id: number, onError: (error: Error) => void): Promise<Lease> {
  const client = new pg.Client({ connectionString: url, application_name: 'loupe lease', keepAlive: true })
  const lost = new Promise<void>((resolve) => client.once('end', () => resolve()))
  client.on('error', onError)
  await client.connect()
  await client.query('select pg_advisory_lock($1, $2)', [LEASE_CLASS, id])
  return { id, lost, release: () => client.end() }
}

/** LISTEN on a connection of its own, taken up again when it breaks. What was missed meanwhile, sweeps find. */
async function listenForever(
  url: string,
  channel: string,
  hear: (payload: string) => void,
  onError: (error: Error) => void,
) {
  let stopped = false
  let client: pg.Client
  const connect = async () => {
    client = new pg.Client({ connectionString: url, application_name: `loupe ${channel}`, keepAlive: true })
    client.on('notification', (note) => hear(note.payload ?? ''))
    client.on('error', onError)
    client.once('end', () => {
      if (!stopped) setTimeout(retry, RECONNECT_MS)
    })
    await client.connect()
    await client.query(`listen ${pg.escapeIdentifier(channel)}`)
  }
  const retry = () => {
    if (stopped) return
    connect().catch((error: Error) => {
      onError(error)
      setTimeout(retry, RECONNECT_MS)
    })
  }
  await connect()
  return async () => {
    stopped = true
    await client.end()
  }
}
