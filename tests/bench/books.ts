import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { routeAccess } from '../support/access.ts'
import { PASSWORD, people } from '../support/people.ts'
import { startPostgres } from '../support/postgres.ts'
import { createPostgresDatabase, renamePostgresDatabase } from '../support/postgres-database.ts'
import { makePostgresTemplates, onServer } from '../support/templates.ts'
import { type BenchApp, startBenchApp } from './bench-app.ts'
import { nextAddress, signIn } from './people.ts'
import { median, row, title } from './print.ts'
import { seed } from './seed.ts'
import { PERSON, PERSON_EMAIL, type Size } from './seed-sql.ts'

const SMALL: Size = { users: 100, jobs: 1_000 }
const LARGE: Size = { users: 100_000, jobs: 1_000_000 }
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 200)
/** A folder that keeps the seeded databases for the next run: filling the large one takes minutes. */
const KEPT = process.env.BENCH_DATA
/** Only what begins so is asked. */
const ONLY = process.env.BENCH_ONLY ?? '/'
const WARM_UP = 10
const AIM = 1.3
const SEARCH_AIM_MS = 50

/** What is asked of each page and list; `[id]` is filled in. A page of admins or credits without a line fails. */
const asked: Record<string, string[]> = {
  '/admin': ['/admin'],
  '/admin/audit': ['/admin/audit'],
  '/admin/books': ['/admin/books'],
  '/admin/codes': ['/admin/codes'],
  '/admin/codes/[id]': [`/admin/codes/b${'1'.padStart(25, '0')}`],
  '/admin/groups': ['/admin/groups'],
  '/admin/jobs': ['/admin/jobs', '/admin/jobs?state=failed'],
  '/admin/jobs/[id]': [`/admin/jobs/j${'1'.padStart(25, '0')}`],
  '/admin/models': ['/admin/models'],
  '/admin/people': ['/admin/people'],
  '/admin/settings': ['/admin/settings'],
  '/credits': ['/credits'],
  '/api/admin/audit': [
    '/api/admin/audit',
    '/api/admin/audit?action=credits.granted',
    `/api/admin/audit?subject=${PERSON}`,
    '/api/admin/audit?from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z',
  ],
  '/api/admin/books': ['/api/admin/books'],
  '/api/admin/books/audits': ['/api/admin/books/audits'],
  '/api/admin/books/days.csv': ['/api/admin/books/days.csv'],
  '/api/admin/codes': ['/api/admin/codes'],
  '/api/admin/codes/[id]/codes': [`/api/admin/codes/b${'1'.padStart(25, '0')}/codes`],
  '/api/admin/codes/[id]/redemptions': [`/api/admin/codes/b${'1'.padStart(25, '0')}/redemptions`],
  '/api/admin/groups': ['/api/admin/groups'],
  '/api/admin/invitations': ['/api/admin/invitations'],
  '/api/admin/jobs': [
    '/api/admin/jobs',
    '/api/admin/jobs?state=failed',
    '/api/admin/jobs?state=uncertain',
    '/api/admin/jobs?model=google/imagen4-fast',
    `/api/admin/jobs?person=${PERSON}`,
    `/api/admin/jobs?task=task-j${'1'.padStart(25, '0')}`,
    '/api/admin/jobs?from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z',
    `/api/admin/jobs?state=failed&model=google/imagen4-fast&person=${PERSON}`,
  ],
  '/api/admin/jobs/[id]': [`/api/admin/jobs/j${'1'.padStart(25, '0')}`],
  '/api/admin/models': ['/api/admin/models'],
  '/api/admin/models/check': ['/api/admin/models/check'],
  '/api/admin/models/findings': ['/api/admin/models/findings'],
  '/api/admin/overview': ['/api/admin/overview'],
  '/api/admin/people': ['/api/admin/people', '/api/admin/people?q=person42', `/api/admin/people?q=${PERSON}`],
  '/api/admin/people/[id]/limits': [`/api/admin/people/${PERSON}/limits`],
  '/api/admin/prices': ['/api/admin/prices'],
  '/api/admin/prices/effect': ['/api/admin/prices/effect?times=1.5'],
  '/api/admin/settings': ['/api/admin/settings'],
  '/api/credits': ['/api/credits'],
  '/api/credits/movements': [
    '/api/credits/movements',
    '/api/credits/movements?kind=grants',
    '/api/credits/movements?month=2026-06',
  ],
  '/api/credits/movements.csv': ['/api/credits/movements.csv?month=2026-11'],
  '/api/credits/spending': ['/api/credits/spending?month=2026-11'],
}

/** What people type into the search, letter by letter. */
const searches = [
  'a',
  'an',
  'ann',
  'smith',
  'ann smith',
  'person9',
  'person99999@example.com',
  'иван',
  '王',
  PERSON,
]

/** Every page and list of admins and of credits on a small and on a large database, in turn. */
export async function benchBooks(dir: string): Promise<void> {
  const server = await startPostgres({ kept: KEPT })
  process.env.TEST_POSTGRES_URL = server.url
  await makePostgresTemplates(server.url)
  const small = await startOn(dir, server.url, SMALL)
  expectAllAsked(dir)
  const apps = [small, await startOn(dir, server.url, LARGE)] as const
  title(`The search among ${LARGE.users} people (aim ≤ ${SEARCH_AIM_MS} ms)`)
  for (const typed of searches) {
    const path = `/api/admin/people?q=${encodeURIComponent(typed)}`
    const times: number[] = []
    for (let n = 0; n < REQUESTS; n++) times.push(await time(apps[1], path))
    row(typed, `p50 ${median(times).toFixed(1)} ms${median(times) > SEARCH_AIM_MS ? '  (too slow)' : ''}`)
  }
  title(`Pages of admins and credits with ${LARGE.jobs} jobs against ${SMALL.jobs}, p50 of ${REQUESTS}`)
  const paths = Object.values(asked).flat()
  for (const path of paths.filter((one) => one.startsWith(ONLY))) await compare(apps, path)
  for (const app of apps) await app.stop()
  await server.stop()
}

type Seeded = Pick<BenchApp, 'url' | 'stop'> & { admin: string; person: string }

async function startOn(dir: string, server: string, size: Size): Promise<Seeded> {
  const url = await seededDatabase(server, size)
  const app = await startBenchApp(dir, 'postgres', { DATABASE_URL: url })
  const admin = await signIn(app.url, people.admin.email, PASSWORD)
  const person = await signIn(app.url, PERSON_EMAIL, PASSWORD)
  return { url: app.url, stop: app.stop, admin: admin.cookie, person: person.cookie }
}

/** Under its name only when it is whole. */
async function seededDatabase(server: string, size: Size): Promise<string> {
  const name = `seeded_${size.jobs}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  const there = await client.query('select from pg_database where datname = $1', [name])
  await client.end()
  if (there.rowCount) return onServer(server, name)
  const url = await createPostgresDatabase(server, 'loupe_people')
  await seed(url, size)
  return renamePostgresDatabase(server, url, name)
}

/** Written whole to whoever asks: as long as what it holds. */
const apart = new Set(['/api/admin/audit/export'])

/** The build's own list: a new page or list of admins or credits needs a line in `asked`. */
function expectAllAsked(dir: string): void {
  const manifest = readFileSync(join(dir, '.next', 'app-path-routes-manifest.json'), 'utf8')
  const built = Object.entries(JSON.parse(manifest) as Record<string, string>)
    .filter(([source, path]) => source.endsWith('/page') || routeAccess[path]?.GET)
    .map(([, path]) => path)
    .filter((path) => /^\/(api\/)?(admin|credits)(\/|$)/.test(path))
  const missing = built.filter((path) => !asked[path] && !apart.has(path))
  if (missing.length > 0) throw new Error(`tests/bench/books.ts does not ask ${missing.join(', ')}`)
}

/** Bytes are said beside the times: where the small database holds less than a page, the large one answers more. */
async function compare(apps: readonly [Seeded, Seeded], path: string): Promise<void> {
  const bytes = [await bytesOf(apps[0], path), await bytesOf(apps[1], path)]
  const times: [number[], number[]] = [[], []]
  for (let n = -WARM_UP; n < REQUESTS; n++) {
    // A B, then B A: the machine's mood falls on both.
    for (const side of n % 2 ? ([0, 1] as const) : ([1, 0] as const)) {
      const ms = await time(apps[side], path)
      if (n >= 0) times[side].push(ms)
    }
  }
  const [small, large] = [median(times[0]), median(times[1])]
  const ratio = large / small
  row(
    path.replace(PERSON, 'ID'),
    `${small.toFixed(1)} → ${large.toFixed(1)} ms, ${ratio.toFixed(2)}${ratio > AIM ? `  (aim ≤ ${AIM})` : ''}, ${bytes.join(' → ')} B`,
  )
}

async function bytesOf(app: Seeded, path: string): Promise<number> {
  return (await ask(app, path)).byteLength
}

async function time(app: Seeded, path: string): Promise<number> {
  const begun = performance.now()
  await ask(app, path)
  return performance.now() - begun
}

async function ask(app: Seeded, path: string): Promise<ArrayBuffer> {
  const cookie = /^\/(api\/)?admin/.test(path) ? app.admin : app.person
  const answer = await fetch(app.url + path, {
    headers: { cookie, 'x-forwarded-for': nextAddress() },
    redirect: 'manual',
  })
  const body = await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  return body
}
