import { startPostgres } from '/work/t/proof/tests/support/postgres.ts'
import { makePostgresTemplates } from '/work/t/proof/tests/support/templates.ts'
import { createPostgresDatabase } from '/work/t/proof/tests/support/postgres-database.ts'
import { seed } from '/work/t/proof/tests/bench/seed.ts'
const server = await startPostgres()
try {
await makePostgresTemplates(server.url)
const small = await createPostgresDatabase(server.url, 'loupe_people')
await seed(small, { users: 100, jobs: 1000 })
if (process.argv[2]) {
const big = await createPostgresDatabase(server.url, 'loupe_people')
await seed(big, { users: 100_000, jobs: 1_000_000 })
}
} finally { await server.stop() }
process.exit(0)
