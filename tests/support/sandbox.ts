import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './postgres.ts'
import { type Running, startScript, until } from './process.ts'

/** How the sandbox is to misbehave: see `lib/sandbox/script.ts`. */
export type Rule = {
  on:
    | 'createTask'
    | 'recordInfo'
    | 'upload'
    | 'credit'
    | 'download-url'
    | 'download'
    | 'task'
    | 'callback'
    | 'xty'
    | 'models'
  model?: string
  times?: number
  skip?: number
  act: Record<string, unknown>
}

/** What the sandbox has in its books about one task. */
export type SandboxTask = {
  id: string
  model: string
  input: Record<string, unknown>
  state: 'waiting' | 'generating' | 'success' | 'fail'
  callBackUrl: string | null
  /** Credits. */
  cost: number
  callbacks: { sent: number; answered: number }
}

export type Sandbox = {
  url: string
  running: Running
  /** Variables that make it an app's upstream. */
  env: Record<string, string>
  script: (rules: Rule[], more?: { minMs?: number }) => Promise<void>
  /** What its list of models says: see `lib/sandbox/discovery.ts`. */
  market: (market: object) => Promise<void>
  books: () => Promise<{
    tasks: SandboxTask[]
    counters: { created: number; rateLimited: number; maxPer10s: number }
    xty: { calls: number; billed: number }
  }>
  /** Forgets scripts; tasks and files stay. */
  reset: () => Promise<void>
  /** Kills it, does something while it is away, and starts it again on its books. */
  restart: (meanwhile?: () => Promise<unknown>) => Promise<void>
  close: () => Promise<void>
}

/** The upstream of our own in a process of its own (`npm run sandbox`), which outlives the apps that use it. */
export async function startSandboxProcess(env: Record<string, string> = {}): Promise<Sandbox> {
  const dir = mkdtempSync(join(tmpdir(), 'loupe-sandbox-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const start = async () => {
    const running = startScript(['scripts/start.mjs', 'sandbox'], {
      PORT: String(port),
      DATA_DIR: dir,
      ...env,
    })
    await answers(running, url)
    return running
  }
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}/sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json', connection: 'close' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((error: Error) => {
      throw new TypeError(`sandbox ${method} ${path}: ${String(error.cause ?? error)}`, { cause: error })
    })
    if (!answer.ok) throw new Error(`sandbox ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json() as Promise<unknown>
  }
  const sandbox: Sandbox = {
    url,
    running: await start(),
    env: { KIE_BASE_URL: url },
    script: async (rules, more = {}) => {
      await ask('POST', 'script', { rules, ...more })
    },
    market: async (market) => {
      await ask('POST', 'market', market)
    },
    books: () => ask('GET', 'books') as ReturnType<Sandbox['books']>,
    reset: async () => {
      await ask('POST', 'reset', {})
    },
    restart: async (meanwhile) => {
      await sandbox.running.kill()
      await meanwhile?.()
      sandbox.running = await start()
    },
    close: async () => {
      await sandbox.running.stop()
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return sandbox
}

async function answers(running: Running, url: string): Promise<void> {
  await until('the sandbox answers', async () => {
    if (running.over) throw new Error(`the sandbox left:\n${running.output}`)
    return fetch(`${url}/sandbox/books`).then(
      (answer) => answer.ok,
      () => false,
    )
  })
}
