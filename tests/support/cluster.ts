import { type App, startApp } from './app.ts'
import { type Data, freshData, randomSecret } from './data.ts'
import { type Bucket, startBucket } from './s3.ts'
import { type Sandbox, startSandboxProcess } from './sandbox.ts'

export type Cluster = {
  data: Data
  webs: [App, App]
  workers: [App, App]
  sandbox: Sandbox
  close: () => Promise<void>
}

/** Loupe scaled out: two web processes and two workers on one PostgreSQL, one S3 store and one upstream. */
export async function startCluster(env: Record<string, string> = {}): Promise<Cluster> {
  const data = await freshData('people', 'postgres')
  const bucket: Bucket = await startBucket()
  const sandbox = await startSandboxProcess()
  const shared = { AUTH_SECRET: randomSecret(), ...bucket.env, ...sandbox.env, ...env }
  const start = (kind: 'web' | 'worker', own = {}) => startApp({ data, kind, env: { ...shared, ...own } })
  const first = await start('web')
  // A worker has no door of its own: the upstream calls back at a web process.
  const work = () => start('worker', { APP_URL: first.url })
  const [second, ...workers] = await Promise.all([start('web'), work(), work()])
  const all = [first, second, ...workers]
  return {
    data,
    webs: [first, second],
    workers: workers as [App, App],
    sandbox,
    close: async () => {
      await Promise.all(all.map((app) => app.close()))
      await sandbox.close()
      await bucket.close()
      await data.remove()
    },
  }
}
