import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshData } from '../support/data.ts'
import { freePort } from '../support/postgres.ts'
import { startScript, until } from '../support/process.ts'

const LEFT_OUT = new Set(['node_modules', '.next', '.git', '.data', 'tests'])
const EMPTY_ROUTE = 'export const POST = async (request: Request) => Response.json(await request.json())\n'
const EMPTY_PAGE = 'export default async function Page() {\n  return <p>empty</p>\n}\n'

/**
 * A copy of the project with an empty route handler and an empty page in it: the baselines live in the same server and
 * the same build as what is measured, and the product itself stays free of them.
 */
export function copyWithBaselines(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'loupe-bench-'))
  for (const name of readdirSync('.')) {
    if (!LEFT_OUT.has(name)) cpSync(name, join(dir, name), { recursive: true })
  }
  // Hard links where the disk allows: Turbopack does not follow a link out of its root.
  const linked = spawnSync('cp', ['-al', 'node_modules', join(dir, 'node_modules')])
  if (linked.status !== 0) cpSync('node_modules', join(dir, 'node_modules'), { recursive: true })
  put(join(dir, 'app', 'api', 'empty'), 'route.ts', EMPTY_ROUTE)
  put(join(dir, 'app', 'empty'), 'page.tsx', EMPTY_PAGE)
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

function put(folder: string, name: string, text: string) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), text)
}

export type BenchApp = {
  url: string
  pid: number
  /** Its `DATA_DIR`. */
  data: string
  stop: () => Promise<void>
  query: (text: string) => Promise<object[]>
}

/** The copy, running: open to sign-ups with plenty of credit, and one proxy trusted so that callers have addresses. */
export async function startBenchApp(
  dir: string,
  kind: 'pglite' | 'postgres',
  env: Record<string, string> = {},
): Promise<BenchApp> {
  const data = await freshData('nothing', kind)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running = startScript(
    ['scripts/start.mjs'],
    {
      ...data.env,
      PORT: String(port),
      SIGN_UP: 'open',
      WELCOME_CREDITS: '1000000',
      TRUSTED_PROXIES: '1',
      LOG_LEVEL: 'error',
      ...env,
    },
    dir,
  )
  await until(
    'the app is ready',
    async () => {
      if (running.over) throw new Error(running.output)
      return /Loupe is running/.test(running.output)
    },
    180_000,
  )
  return {
    url,
    pid: running.pid,
    data: data.dir,
    query: (text) => data.query(text),
    stop: async () => {
      await running.stop()
      await data.remove()
    },
  }
}
