import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { onServer, type PostgresTemplate } from './templates.ts'

async function run(server: string, statement: string) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A fresh, migrated database on the test server; its URL. */
export async function createPostgresDatabase(server: string, template: PostgresTemplate): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await run(server, `create database ${name} template ${template} strategy file_copy`)
  return onServer(server, name)
}

export async function dropPostgresDatabase(server: string, url: string): Promise<void> {
  const name = url.slice(url.lastIndexOf('/') + 1)
  await run(server, `drop database if exists ${name} with (force)`)
}

export async function renamePostgresDatabase(server: string, url: string, name: string): Promise<string> {
  await run(server, `alter database ${url.slice(url.lastIndexOf('/') + 1)} rename to ${name}`)
  return onServer(server, name)
}
