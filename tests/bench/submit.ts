import autocannon, { type Result } from 'autocannon'
import { startPostgres } from '../support/postgres.ts'
import { startSandboxProcess } from '../support/sandbox.ts'
import { startBenchApp } from './bench-app.ts'
import { type BenchPerson, makePerson, submission } from './people.ts'
import { median, row, title } from './print.ts'

const PEOPLE = 12
const SECONDS = 6
const ROUNDS = 3
const CONNECTIONS = 32

/** POST /api/jobs against an empty handler of the same server, in turn, and rows stored against 201s answered. */
export async function benchSubmit(dir: string, kind: 'pglite' | 'postgres', aim: number): Promise<void> {
  title(`POST /api/jobs on ${kind}, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each`)
  const server = kind === 'postgres' ? await startPostgres() : null
  if (server) process.env.TEST_POSTGRES_URL = server.url
  // The pause keeps the worker idle: what is measured is the taking of jobs, not their work.
  const sandbox = await startSandboxProcess()
  const app = await startBenchApp(dir, kind, sandbox.env)
  const people: BenchPerson[] = []
  for (let i = 0; i < PEOPLE; i++) people.push(await makePerson(app.url))
  const rates = { empty: [] as number[], jobs: [] as number[] }
  const p99 = [] as number[]
  let answered = 0
  for (let round = 0; round < ROUNDS; round++) {
    rates.empty.push((await load(app.url, '/api/empty', people)).requests.average)
    const jobs = await load(app.url, '/api/jobs', people)
    rates.jobs.push(jobs.requests.average)
    p99.push(jobs.latency.p99)
    answered += jobs['2xx']
    if (jobs.non2xx > 0) throw new Error(`${jobs.non2xx} submissions were refused`)
  }
  const [stored] = kind === 'postgres' ? await app.query('select count(*)::int as n from jobs') : [null]
  row('empty handler', `${median(rates.empty).toFixed(0)} requests/s`)
  row('POST /api/jobs', `${median(rates.jobs).toFixed(0)} jobs/s, p99 ${median(p99)} ms`)
  row('ratio', `${(median(rates.jobs) / median(rates.empty)).toFixed(2)} (aim ≥ ${aim})`)
  if (stored)
    row(
      'stored / answered',
      `${(stored as { n: number }).n} / ${answered} (autocannon drops what is under way at its end)`,
    )
  await app.stop()
  await sandbox.close()
  await server?.stop()
}

function load(url: string, path: string, people: BenchPerson[]): Promise<Result> {
  let turn = 0
  return autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: [
      {
        method: 'POST',
        path,
        setupRequest: (request) => {
          const person = people[turn++ % people.length] as BenchPerson
          return { ...request, ...submission(url, person) }
        },
      },
    ],
  })
}
