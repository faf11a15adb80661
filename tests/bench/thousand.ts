import { spawnSync } from 'node:child_process'
import { startPostgres } from '../support/postgres.ts'
import { row, title } from './print.ts'

const SAID = /(\d+ jobs in flight at kill -9 went on .*)/

/** From start to the last of 1,000 jobs that were in flight at `kill -9` going on: the soak's own test, and its words. */
export async function benchThousand(): Promise<void> {
  title('1,000 jobs in flight at kill -9')
  const server = await startPostgres()
  for (const database of ['postgres', 'pglite']) {
    const run = spawnSync(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--project',
        `soak-${database}`,
        'tests/soak/thousand.test.ts',
      ],
      { encoding: 'utf8', env: { ...process.env, TEST_POSTGRES_URL: server.url } },
    )
    const said = SAID.exec(run.stdout)?.[1]
    if (run.status !== 0 || !said) throw new Error(run.stdout + run.stderr)
    row(database, said)
  }
  await server.stop()
}
