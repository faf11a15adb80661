import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPostgres } from '../support/postgres.ts'
import { type BenchApp, startBenchApp } from './bench-app.ts'
import type { BenchPerson } from './people.ts'
import { row, title } from './print.ts'
import { filled } from './results.ts'
import { megabytes, residentBytes, serverOf } from './server-memory.ts'

const RESULTS = 2_000
const BYTES = 1_048_576
const AIM_MB = 64
const LOOK_MS = 50

/** What the server's memory grows by while it writes a ZIP of 2,000 results, to a quick reader and to a slow one. */
export async function benchZip(dir: string): Promise<void> {
  title(`A ZIP of ${RESULTS} results of ${megabytes(BYTES)}, PostgreSQL (aim ≤ ${AIM_MB} MB more memory)`)
  const server = await startPostgres()
  process.env.TEST_POSTGRES_URL = server.url
  const app = await startBenchApp(dir, 'postgres')
  const person = await filled(app, RESULTS)
  await withBytes(app)
  // The first one also loads code and makes buffers that stay.
  row('first', await grown(app, person, 0))
  row('second', await grown(app, person, 0))
  row('to a slow reader', await grown(app, person, 5))
  await app.stop()
  await server.stop()
}

/** Each row's bytes: one file of noise, linked under every name. */
async function withBytes(app: BenchApp) {
  await app.query(`update files set bytes = ${BYTES} where job_id is not null`)
  const rows = (await app.query('select id from files where job_id is not null')) as { id: string }[]
  const noise = join(app.data, 'noise')
  writeFileSync(noise, randomBytes(BYTES))
  for (const { id } of rows) {
    const folder = join(app.data, 'files', id.slice(0, 2), id)
    mkdirSync(folder, { recursive: true })
    linkSync(noise, join(folder, 'original'))
  }
}

/** @param pause ms that the reader rests after each chunk */
async function grown(app: BenchApp, person: BenchPerson, pause: number): Promise<string> {
  const pid = serverOf(app.pid)
  const before = residentBytes(pid)
  let most = before
  const look = setInterval(() => {
    most = Math.max(most, residentBytes(pid))
  }, LOOK_MS)
  const begun = performance.now()
  const answer = await fetch(`${app.url}/api/gallery/zip`, { headers: { cookie: person.cookie } })
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
  }
  clearInterval(look)
  if (bytes < RESULTS * BYTES) throw new Error(`the ZIP holds ${bytes} bytes only`)
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
  return `+${megabytes(most - before)} over ${megabytes(before)}; ${megabytes(bytes)} in ${seconds} s`
}
