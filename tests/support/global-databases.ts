import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres'
import { runNode } from './run-node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated PGlite folder to copy; making one takes seconds. */
    pgliteTemplate: string
    /** Of the test server's maintenance database; it holds the migrated database `loupe_template`. */
    postgresUrl: string
  }
}

/** Prepares what test files copy their databases from. Runs once per project; the pieces are shared by a whole run. */
export default async function prepare(project: TestProject) {
  if (project.name.endsWith('pglite')) return pgliteTemplate(project)
  return postgresTemplate(project)
}

async function pgliteTemplate(project: TestProject) {
  const dir = mkdtempSync(join(tmpdir(), 'loupe-template-'))
  const made = process.env.TEST_PGLITE_TEMPLATE
  if (made) cpSync(made, dir, { recursive: true })
  else await runNode('tests/support/make-template.ts', [dir])
  project.provide('pgliteTemplate', dir)
  project.provide('postgresUrl', '')
  return () => rmSync(dir, { recursive: true, force: true })
}

async function postgresTemplate(project: TestProject) {
  const given = process.env.TEST_POSTGRES_URL
  const server = given ? { url: given, stop: async () => {} } : await startPostgres()
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  const there = await client.query(`select from pg_database where datname = 'loupe_template'`)
  if (there.rowCount === 0) {
    await client.query('create database loupe_template')
    await runNode('tests/support/make-template.ts', [server.url.replace(/\/[^/]*$/, '/loupe_template')])
  }
  await client.end()
  project.provide('pgliteTemplate', '')
  project.provide('postgresUrl', server.url)
  return () => server.stop()
}
