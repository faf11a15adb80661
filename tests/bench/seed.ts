import pg from 'pg'
import { brokenRules, defineBrokenRules } from '../support/invariants.ts'
import { row } from './print.ts'
import { type Size, seedStatements } from './seed-sql.ts'

/** The tables that get millions of rows: their indexes are made after the load, which takes a third of the time. */
const LARGE = ['jobs', 'attempts', 'files', 'ledger', 'person_words', 'audit', 'codes']

/** Fills a migrated database, and proves with the rules themselves that its books add up. */
export async function seed(url: string, size: Size): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const begun = performance.now()
    await client.query(
      `set work_mem = '512MB'; set maintenance_work_mem = '512MB'; set synchronous_commit = off;
       set session_replication_role = replica`,
    )
    const { rows: indexes } = await client.query<{ name: string; def: string }>(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as def from pg_index i
       where indrelid::regclass::text = any($1) and not exists (select from pg_constraint where conindid = i.indexrelid)`,
      [LARGE],
    )
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    for (const statement of seedStatements(size)) await client.query(statement)
    for (const { def } of indexes) await client.query(def)
    await client.query('set session_replication_role = origin; analyze')
    const loaded = performance.now()
    await client.query(defineBrokenRules)
    const { rows: broken } = await client.query(`${brokenRules} limit 5`)
    if (broken.length > 0) throw new Error(`the seeded books do not add up: ${JSON.stringify(broken)}`)
    const { rows } = await client.query<{ n: string }>('select count(*) as n from ledger')
    const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(0)} s`
    row(
      `${size.users} users, ${size.jobs} jobs, ${rows[0]?.n} ledger rows`,
      `loaded in ${seconds(begun, loaded)}, every rule checked in ${seconds(loaded, performance.now())}`,
    )
  } finally {
    await client.end()
  }
}
