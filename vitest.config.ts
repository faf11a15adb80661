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

/**
 * Everything is asked on PostgreSQL, the quicker one. On PGlite what lives by the database itself: money, jobs, what
 * runs on its clock and its notices; and every journey in a browser. SOAK=1 (`npm run soak`): all of it on both.
 */
const UNIT_ON_PGLITE = ['books', 'chores', 'credits', 'gallery', 'jobs']
const API_ON_PGLITE = ['events', 'money', 'start']
const onPglite = process.env.SOAK
  ? databaseFiles
  : databaseFiles.filter((file) => UNIT_ON_PGLITE.includes(file.split('/')[2] ?? ''))
const apiFiles = {
  pglite: [
    ...(process.env.SOAK
      ? ['tests/api/*.test.ts']
      : API_ON_PGLITE.map((name) => `tests/api/${name}.test.ts`)),
    'tests/api/pglite/*.test.ts',
  ],
  postgres: ['tests/api/*.test.ts', 'tests/api/postgres/*.test.ts'],
}

/** Generous: a start on an empty PGlite took longer than a minute on a busy machine of two cores. */
const API_LIMIT_MS = 300_000

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, ''), 'server-only': at('tests/support/server-only.ts') } },
  test: {
    passWithNoTests: true,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    // A file is transformed once for all suites, not once in each worker.
    fsModuleCache: true,
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
          testTimeout: 60_000,
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
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
