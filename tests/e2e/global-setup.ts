import { databaseKind } from '../support/data.ts'
import { startPostgres } from '../support/postgres.ts'
import { runNode } from '../support/run-node.ts'
import { makePgliteTemplates, makePostgresTemplates } from '../support/templates.ts'

/** Builds the app when it is stale and makes what its data is copied from, unless the whole run has made it already. */
export default async function prepare() {
  await runNode('tests/support/build-app.ts')
  if (databaseKind() === 'postgres') {
    const server = process.env.TEST_POSTGRES_URL ? null : await startPostgres()
    process.env.TEST_POSTGRES_URL ??= server?.url ?? ''
    await makePostgresTemplates(process.env.TEST_POSTGRES_URL)
    return () => server?.stop()
  }
  if (process.env.TEST_PGLITE_TEMPLATES) return
  const templates = await makePgliteTemplates()
  process.env.TEST_PGLITE_TEMPLATES = templates.root
  return () => templates.remove()
}
