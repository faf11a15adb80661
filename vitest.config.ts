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
          include: databaseFiles,
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
          // tests/api/pglite and tests/api/postgres hold what concerns one of them alone.
          include: ['tests/api/*.test.ts', `tests/api/${database}/*.test.ts`],
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
          fileParallelism: false,
          testTimeout: 60 * API_LIMIT_MS,
          hookTimeout: 2 * API_LIMIT_MS,
        },
      })),
    ],
  },
})
