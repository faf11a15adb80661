import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { closeDatabase } from '@/lib/database'
import { createPostgresDatabase, dropPostgresDatabase } from './postgres-database'

// Before each test file that opens a database: one of its own, named by the same variables as in production.

const postgresUrl = inject('postgresUrl')
if (postgresUrl) {
  process.env.DATABASE_URL = await createPostgresDatabase(postgresUrl, 'loupe_empty')
} else {
  delete process.env.DATABASE_URL
  cpSync(join(inject('pgliteTemplates'), 'empty'), process.env.DATA_DIR ?? '', { recursive: true })
}

afterAll(async () => {
  await closeDatabase()
  if (postgresUrl && process.env.DATABASE_URL)
    await dropPostgresDatabase(postgresUrl, process.env.DATABASE_URL)
})
