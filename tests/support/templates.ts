import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { runNode } from './run-node.ts'

// What test databases are copied from: migrated and empty, and the same with the tests' people in it. Making them takes
// seconds, copying them a moment. Loaded by Node itself too, so imports name their files.

export type PgliteTemplates = { root: string; version: string; remove: () => void }

/** A folder with the folders `empty` and `people`, each holding a folder `pglite`. */
export async function makePgliteTemplates(): Promise<PgliteTemplates> {
  const root = mkdtempSync(join(tmpdir(), 'loupe-templates-'))
  const [empty, people] = [join(root, 'empty'), join(root, 'people')]
  const version = await runNode('tests/support/make-template.ts', [empty])
  cpSync(empty, people, { recursive: true })
  await runNode('tests/support/make-template.ts', [people, 'people'])
  return {
    root,
    version: version.trim(),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

export type PostgresTemplate = 'loupe_empty' | 'loupe_people' | 'template1'

export const onServer = (server: string, database: string) => server.replace(/\/[^/]*$/, `/${database}`)

/** Makes the databases `loupe_empty` and `loupe_people` on a server, unless they are there. */
export async function makePostgresTemplates(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    const there = await client.query(`select from pg_database where datname = 'loupe_people'`)
    if (there.rowCount) return
    await client.query('create database loupe_empty')
    await runNode('tests/support/make-template.ts', [onServer(server, 'loupe_empty')])
    await client.query('create database loupe_people template loupe_empty strategy file_copy')
    await runNode('tests/support/make-template.ts', [onServer(server, 'loupe_people'), 'people'])
  } finally {
    await client.end()
  }
}
