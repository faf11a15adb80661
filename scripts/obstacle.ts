import { constants } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import pg from 'pg'
import type { Env } from '@/lib/env'

const DATABASE_ANSWERS_MS = 5_000

/** What is right in form but does not work: one sentence that names the variable, or null. */
export async function findObstacle(env: Env): Promise<string | null> {
  return (await dataDirObstacle(env)) ?? (env.databaseUrl ? databaseObstacle(env.databaseUrl) : null)
}

async function dataDirObstacle({ dataDir }: Env): Promise<string | null> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.W_OK)
    return null
  } catch (error) {
    return `DATA_DIR (${dataDir}) is not a folder that can be written: ${(error as Error).message}`
  }
}

async function databaseObstacle(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: DATABASE_ANSWERS_MS })
  try {
    await client.connect()
    const { rows } = await client.query<{ v: string }>('show server_version_num')
    const version = Number(Object.values(rows[0] ?? {})[0])
    return version >= 150_000 ? null : 'DATABASE_URL names a PostgreSQL older than 15.'
  } catch (error) {
    return `DATABASE_URL: the database does not answer (${(error as Error).message || (error as { code?: string }).code}).`
  } finally {
    await client.end()
  }
}
