// The sandbox on its own: a KIE for several Loupe processes, or for programs that want to try the wire protocol.
import { join } from 'node:path'
import { env } from '@/lib/env'
import { startSandbox } from '@/lib/sandbox/server'

const DEFAULT_PORT = 3939

const { dataDir, kie, port } = env()
const sandbox = await startSandbox({
  dir: join(dataDir, 'sandbox'),
  port: process.env.PORT ? port : DEFAULT_PORT,
  hmacKey: kie.webhookHmacKey,
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error
  console.error(`Port ${process.env.PORT ?? DEFAULT_PORT} is taken. Set PORT to another one.`)
  process.exit(1)
})
console.log(`The sandbox answers on ${sandbox.url}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}
