import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Access, type Methods, pageAccess, routeAccess } from '@/tests/support/access'
import { type App, startApp } from '@/tests/support/app'
import { Client, signedIn } from '@/tests/support/client'
import { personId, people as persons } from '@/tests/support/people'
import { builtPages, builtRoutes, fill } from '@/tests/support/routes'

// Every route and page of the build × everyone who may ask × every method, against the table in tests/support/access.

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Method = (typeof methods)[number]

const roles = ['nobody', 'suspended', 'user', 'other', 'stale', 'admin'] as const
type Role = (typeof roles)[number]

/** What only admins and others know; easily found again in any answer. */
const canaries = [
  'canary-audit-5d1f',
  'canary-setting-93aa',
  'canary-note-7be2',
  'canary-batch-04c7',
  'canary-tail-e1',
  'canary-reason-c6d0',
  'canary-invited-81f3',
  'canary-job-2b9e',
  persons.ben.email,
  persons.cleo.email,
  persons.admin.email,
]
const NOTHING = 'nothing-is-called-so'

let app: App
let asking: Record<Role, Client>
beforeAll(async () => {
  app = await startApp()
  const as = (name: keyof typeof persons) => signedIn(app.url, name)
  const stale = await as('admin')
  const [user, other, suspended, admin] = await Promise.all([as('ann'), as('ben'), as('cleo'), as('admin')])
  asking = { nobody: new Client(app.url), suspended, user, other, stale, admin }
  await app.running.stop()
  await plant()
  await app.restart()
})
afterAll(() => app.close())

/** In one go, since each opening of a PGlite takes a second. */
async function plant(): Promise<void> {
  await app.data.query(`do $plant$ begin
    update sessions set confirmed_at = now() - interval '1 hour' where id =
    (select id from sessions where user_id = '${personId('admin')}' order by created_at limit 1);
    insert into audit (actor, action, detail) values ('${personId('admin')}', 'x', '"canary-audit-5d1f"');
    insert into settings (key, value) values ('canary', '"canary-setting-93aa"');
    insert into code_batches (id, amount, count, uses, note, created_by, seed)
    values ('canary-batch-04c7', 1, 1, 1, 'canary-note-7be2', '${personId('admin')}', 'x');
    insert into codes (batch_id, n, hash, tail, uses) values ('canary-batch-04c7', 1, 'x', 'canary-tail-e1', 1);
    insert into ledger (kind, debit, credit, amount, user_id, actor, reason)
    values ('grant', 'house.grants', 'user.available', 1, '${personId('ben')}', 'system', 'canary-reason-c6d0');
    insert into links (id, kind, token_hash, email, expires_at)
    values ('x', 'invite', 'x', 'canary-invited-81f3@example.com', now() + interval '1 day');
    with held as (insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
      values ('hold', 'user.available', 'user.held', 1, '${personId('ben')}', '${personId('job')}', 'system', 'x') returning job_id)
    insert into jobs (id, user_id, model, input, hold, request_hash, wake_at)
    select job_id, '${personId('ben')}', 'recraft/remove-background', '{"a": "canary-job-2b9e"}', 1, 'x', 'infinity' from held;
    update users set disabled_at = now() where id = '${personId('cleo')}';
  end $plant$`)
}

type Said = { status: number; text: string; allow: string | null; code: string | undefined }

async function ask(role: Role, method: Method, path: string): Promise<Said> {
  const sends = !['GET', 'HEAD', 'OPTIONS'].includes(method)
  const answer = await asking[role].fetch(method, path, sends ? { json: {} } : {})
  const endless = answer.headers.get('content-type')?.includes('event-stream')
  const text = endless ? '' : await answer.text()
  if (endless) await answer.body?.cancel()
  const told = seen(text, answer)
  // What somebody typed themselves may come back to them.
  const foreign = canaries.filter((canary) => !path.includes(canary))
  const known = (role === 'user' && foreign.find((canary) => told.includes(canary))) || null
  expect(known, `${method} ${path} tells a user ${known}`).toBeNull()
  const code = /"code":"([a-z_]+)"/.exec(text)?.[1]
  return { status: answer.status, text, allow: answer.headers.get('allow'), code }
}

const seen = (text: string, answer: Response) => text + JSON.stringify([...answer.headers])

/** The refusal that someone must get; null: none that is about who they are. */
function refusal(access: Access, role: Role): { status: number; code: string } | null {
  if (access === 'open') return null
  if (role === 'nobody' || role === 'suspended') return { status: 401, code: 'unauthorized' }
  if (access === 'user') return null
  if ((access === 'admin' || access === 'sure') && (role === 'user' || role === 'other'))
    return { status: 403, code: 'forbidden' }
  return role === 'stale' && access !== 'admin' ? { status: 403, code: 'confirm_password' } : null
}

const aboutWho = (said: Said) =>
  [401, 403].includes(said.status) ? `${said.status} ${said.code ?? ''}` : 'let in'

/** What this answer should have been, or null when it is right. */
function wrong(allowed: Methods, role: Role, method: Method, said: Said): string | null {
  const listed = method === 'HEAD' ? allowed.GET : method === 'OPTIONS' ? 'open' : allowed[method]
  if (method === 'OPTIONS') {
    const names = new Set(['OPTIONS', ...Object.keys(allowed), ...(allowed.GET ? ['HEAD'] : [])])
    const told = new Set(said.allow?.split(/,\s*/))
    return names.symmetricDifference(told).size === 0 ? null : `allows ${said.allow}, listed ${[...names]}`
  }
  if (!listed) return said.status === 405 ? null : `is not listed, but answered ${said.status}`
  const due = refusal(listed, role)
  if (!due) return aboutWho(said) === 'let in' && said.status !== 405 ? null : `is refused: ${said.status}`
  if (method === 'HEAD') return said.status === due.status ? null : `${said.status} in place of ${due.status}`
  return said.status === due.status && said.code === due.code ? null : `${said.status} ${said.code}`
}

/** next-auth's own answers are about its own matters; the callback and metrics have keys of their own. */
const keyed = new Set(['/api/auth/[...nextauth]', '/api/kie/callback/[job]/[n]/[mac]', '/metrics'])
/** It ends the session that asks. */
const LAST = '/api/account/sign-out-everywhere'

describe('the table', () => {
  test('names every route and page of the build, and no other', () => {
    const hint = 'tests/support/access.ts says who may call what: add a line for each new route or page there'
    expect(Object.keys(routeAccess).sort(), hint).toEqual(builtRoutes())
    expect(Object.keys(pageAccess).sort(), hint).toEqual(builtPages())
  })
})

/** HEAD is GET without its body: whom GET lets in does the same work again, so a user alone asks for both. */
const repeats = (access: Access | undefined, role: Role, method: Method) =>
  method === 'HEAD' && access !== undefined && role !== 'user' && refusal(access, role) === null

describe.concurrent('every route', () => {
  const routes = builtRoutes().filter((route) => !keyed.has(route))
  test.for(routes)('%s', async (route, { expect }) => {
    const allowed = routeAccess[route] ?? {}
    const path = fill(route, NOTHING)
    const tries = roles.flatMap((role) => methods.map((method) => ({ role, method })))
    const found = await Promise.all(
      tries.map(async ({ role, method }) => {
        if (repeats(allowed.GET, role, method)) return []
        if (route === LAST && method === 'POST' && refusal('user', role) === null) return []
        const what = wrong(allowed, role, method, await ask(role, method, path))
        return what ? [`${role} ${method} ${path}: ${what}`] : []
      }),
    )
    expect(found.flat()).toEqual([])
  })

  test('tells a user nothing of others and of admins, whatever ids they know', async ({ expect }) => {
    const ids = [personId('ben'), personId('admin'), personId('job'), 'canary-batch-04c7', 'x']
    for (const route of routes.filter((one) => one.includes('['))) {
      const paths = ids.map((id) => fill(route, id))
      const said = await Promise.all(paths.map((path) => ask('user', 'GET', path)))
      for (const { status } of said) expect([401, 403, 404, 405], `GET ${route}`).toContain(status)
    }
  })
})

describe.concurrent('every page', () => {
  const changing = methods.filter((one) => one !== 'GET' && one !== 'HEAD' && one !== 'OPTIONS')
  test.for(builtPages())('%s', async (page, { expect }) => {
    const access = pageAccess[page] ?? 'admin'
    const path = fill(page, NOTHING)
    await Promise.all(
      roles.map(async (role) => {
        const isIn = role !== 'nobody' && role !== 'suspended'
        const mayRead =
          access === 'open' || (isIn && (access === 'user' || role === 'admin' || role === 'stale'))
        const got = await ask(role, 'GET', path)
        const due = mayRead ? [200, 307, 404] : isIn ? [307, 403, 404] : [307]
        expect(due, `${role} GET ${page}`).toContain(got.status)
        if (mayRead) return
        const others = await Promise.all(changing.map((method) => ask(role, method, path)))
        for (const { status } of others) expect(status, `${role} ${page}`).toBeGreaterThanOrEqual(300)
      }),
    )
  })
})
