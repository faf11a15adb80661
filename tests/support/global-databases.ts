import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'
import { makePgliteTemplates, makePostgresTemplates } from './templates.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of PGlite folders to copy; an empty string in projects that run on PostgreSQL. */
    pgliteTemplates: string
    /** The test server's maintenance database; an empty string in projects that run on PGlite. */
    postgresUrl: string
  }
}

/**
 * Prepares what test files copy their databases from. A whole run (`npm test`) has made it already and names it; a
 * single project makes its own.
 */
export default async function prepare(project: TestProject) {
  const onPglite = project.name.endsWith('pglite')
  return onPglite ? pglite(project) : postgres(project)
}

async function pglite(project: TestProject) {
  const given = process.env.TEST_PGLITE_TEMPLATES
  const made = given ? null : await makePgliteTemplates()
  project.provide('pgliteTemplates', given ?? made?.root ?? '')
  project.provide('postgresUrl', '')
  return () => made?.remove()
}

async function postgres(project: TestProject) {
  const given = process.env.TEST_POSTGRES_URL
  const server = given ? null : await startPostgres()
  const url = given ?? server?.url ?? ''
  await makePostgresTemplates(url)
  project.provide('pgliteTemplates', '')
  project.provide('postgresUrl', url)
  return () => server?.stop()
}
