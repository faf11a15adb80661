import { type Data, freshData } from './data.ts'
import { freePort } from './postgres.ts'
import { type Running, startScript, until } from './process.ts'

const START_LIMIT_MS = 180_000

export type AppOptions = {
  /** What it keeps; made fresh with the tests' people, and removed with the app, unless given. */
  data?: Data
  kind?: 'start' | 'dev' | 'web' | 'worker'
  /** Variables besides the data's; an empty string unsets one. */
  env?: Record<string, string>
}

/** A running Loupe, started as a user starts it. */
export type App = {
  url: string
  data: Data
  running: Running
  /** `kill -9` of everything it started, and the same again on the same data and port. */
  restart: (env?: Record<string, string>) => Promise<void>
  /** Stops it (SIGTERM) and removes data that it made itself. */
  close: () => Promise<void>
}

/** Starts the built app (`npm start`, `start:web`, `start:worker`) and waits until it says that it is ready. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const { kind = 'start' } = options
  const data = options.data ?? (await freshData())
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const launch = async (env: Record<string, string> = {}) => {
    const running = launchApp(kind, { ...data.env, PORT: String(port), ...options.env, ...env })
    await ready(running, kind, url)
    return running
  }
  const app: App = {
    url,
    data,
    running: await launch(),
    restart: async (env) => {
      await app.running.kill()
      app.running = await launch(env)
    },
    close: async () => {
      if (!app.running.over) await app.running.stop()
      if (!options.data) await data.remove()
    },
  }
  return app
}

/** Starts it without waiting for anything. */
export function launchApp(kind: string, env: Record<string, string>): Running {
  return startScript(['scripts/start.mjs', kind], env)
}

async function ready(running: Running, kind: string, url: string): Promise<void> {
  const said = kind === 'worker' ? /Loupe worker is running/ : /Loupe is running/
  await until(
    `${kind} is ready`,
    async () => {
      if (running.over) {
        const { code, signal } = await running.ended
        throw new Error(`${kind} left before it was ready (${signal ?? code}):\n${running.output}`)
      }
      return said.test(running.output) && (kind === 'worker' || (await healthy(url)))
    },
    START_LIMIT_MS,
  ).catch(async (error: Error) => {
    await running.kill()
    throw new Error(`${error.message}\n${running.output.slice(-6_000)}`, { cause: error })
  })
}

export async function healthy(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/health`).catch((error: unknown) => {
    if (error instanceof TypeError) return null
    throw error
  })
  await answer?.body?.cancel()
  return answer?.ok ?? false
}
