import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { createPostgresDatabase, dropPostgresDatabase } from './postgres-database.ts'

export type DatabaseKind = 'pglite' | 'postgres'

/** What an app keeps: its folder and, on PostgreSQL, its database. */
export type Data = {
  kind: DatabaseKind
  dir: string
  databaseUrl: string | null
  /** Starting an app on this data takes these variables. */
  env: Record<string, string>
  /**
   * Asks the database itself. PGlite has one opener only: ask when no app runs on it.
   * Numbers of 64 bits come as numbers.
   */
  query: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>
  remove: () => Promise<void>
}

const INT8 = 20

export const databaseKind = (): DatabaseKind =>
  process.env.TEST_DATABASE === 'postgres' ? 'postgres' : 'pglite'

/**
 * Data for one app.
 * @param filling `people`: with the tests' people; `empty`: migrated; `nothing`: as on a machine that never ran Loupe.
 */
export async function freshData(
  filling: 'people' | 'empty' | 'nothing' = 'people',
  kind: DatabaseKind = databaseKind(),
): Promise<Data> {
  const dir = mkdtempSync(join(tmpdir(), 'loupe-data-'))
  const shared = { kind, dir, env: { DATA_DIR: dir } }
  if (kind === 'postgres') return postgresData(shared, filling)
  if (filling !== 'nothing') cpSync(join(named('TEST_PGLITE_TEMPLATES'), filling), dir, { recursive: true })
  return {
    ...shared,
    databaseUrl: null,
    query: async (text, values) => {
      const client = await PGlite.create(join(dir, 'pglite'), { parsers: { [INT8]: Number } })
      try {
        return (await client.query(text, values)).rows as never
      } finally {
        await client.close()
      }
    },
    remove: async () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }),
  }
}

async function postgresData(
  shared: { kind: DatabaseKind; dir: string; env: Record<string, string> },
  filling: 'people' | 'empty' | 'nothing',
): Promise<Data> {
  const server = named('TEST_POSTGRES_URL')
  const template = filling === 'nothing' ? 'template1' : (`loupe_${filling}` as const)
  const url = await createPostgresDatabase(server, template)
  const types = {
    getTypeParser: ((oid: number, format?: 'text') =>
      oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  }
  const pool = new pg.Pool({ connectionString: url, max: 2, types, application_name: 'tests' })
  // An idle connection ends with the database; what matters is told by the query that is asked.
  pool.on('error', () => undefined)
  return {
    ...shared,
    databaseUrl: url,
    env: { ...shared.env, DATABASE_URL: url },
    query: async (text, values) => (await pool.query(text, values)).rows as never,
    remove: async () => {
      await pool.end()
      await dropPostgresDatabase(server, url)
      rmSync(shared.dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function named(variable: string): string {
  const value = process.env[variable]
  if (!value) throw new Error(`${variable} is not set: run this through npm test or its vitest project`)
  return value
}

/** A secret of the length that Loupe wants. */
export const randomSecret = () => randomBytes(24).toString('base64url')

/** Changes settings that need no restart. On PGlite before the app starts. */
export async function setSettings(data: Data, settings: Record<string, unknown>): Promise<void> {
  for (const [key, value] of Object.entries(settings)) {
    await data.query(
      'insert into settings (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value',
      [key, JSON.stringify(value)],
    )
  }
}
