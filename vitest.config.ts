import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const at = (path: string) => `${root}${path}`

// A time zone 45 minutes off: a forgotten time zone fails loudly.
process.env.TZ = 'Asia/Kathmandu'

const unitFiles = globSync('tests/unit/**/*.test.ts', { cwd: root })
/** A unit test that opens a database runs twice, on PGlite and on PostgreSQL. */
const opensDatabase = (file: string) => readFileSync(at(file), 'utf8').includes('support/database')
const databaseFiles = unitFiles.filter(opensDatabase)
const pureFiles = unitFiles.filter((file) => !opensDatabase(file))

const databases = ['pglite', 'postgres'] as const

/** What becomes of bytes does not depend on the database: once is enough, on the quicker one. */
const onPostgresAlone = databaseFiles.filter((file) => file.startsWith('tests/unit/files/'))
const onPglite = databaseFiles.filter((file) => !onPostgresAlone.includes(file))

/**
 * Over HTTP all is asked on PGlite; on PostgreSQL what lives by its locks, its notices and its connections. The
 * statements beneath the rest run on both as unit tests. SOAK=1 (`npm run soak`): all of it on both.
 */
const API_ON_POSTGRES = ['codes', 'events', 'jobs-admin', 'limits', 'misbehaviour', 'money', 'start']
const apiFiles = {
  pglite: ['tests/api/*.test.ts', 'tests/api/pglite/*.test.ts'],
  postgres: [
    ...(process.env.SOAK
      ? ['tests/api/*.test.ts']
      : API_ON_POSTGRES.map((name) => `tests/api/${name}.test.ts`)),
    'tests/api/postgres/*.test.ts',
  ],
}

const API_LIMIT_MS = 60_000

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, ''), 'server-only': at('tests/support/server-only.ts') } },
  test: {
    passWithNoTests: true,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'structure', include: ['tests/structure/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: pureFiles,
          setupFiles: ['tests/support/setup.ts'],
          testTimeout: 20_000,
        },
      },
      ...databases.map((database) => ({
        extends: true as const,
        test: {
          name: database,
          include: database === 'pglite' ? onPglite : databaseFiles,
          env: { TEST_DATABASE: database },
          globalSetup: ['tests/support/global-databases.ts'],
          setupFiles: ['tests/support/setup.ts', 'tests/support/setup-database.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      })),
      ...databases.map((database) => ({
        extends: true as const,
        test: {
          name: `api-${database}`,
          include: apiFiles[database],
          env: { TEST_DATABASE: database },
          globalSetup: ['tests/support/global-databases.ts', 'tests/support/global-build.ts'],
          setupFiles: ['tests/support/setup.ts', 'tests/support/setup-app.ts'],
          testTimeout: API_LIMIT_MS,
          hookTimeout: 2 * API_LIMIT_MS,
        },
      })),
      ...databases.map((database) => ({
        extends: true as const,
        test: {
          name: `soak-${database}`,
          include: ['tests/soak/**/*.test.ts'],
          env: { TEST_DATABASE: database },
          globalSetup: ['tests/support/global-databases.ts', 'tests/support/global-build.ts'],
          setupFiles: ['tests/support/setup.ts', 'tests/support/setup-app.ts'],
          testTimeout: 60 * API_LIMIT_MS,
          hookTimeout: 2 * API_LIMIT_MS,
        },
      })),
    ],
  },
})
