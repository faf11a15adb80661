// What runs on the project's own Node: checks the configuration, then becomes what it was asked to be.
import { parseEnv } from '@/lib/env'
import { findObstacle } from './obstacle'

const kinds = { start: 'all', dev: 'all', web: 'web', worker: 'worker', sandbox: 'sandbox' } as const
const asked = (process.argv[2] ?? 'start') as keyof typeof kinds

process.env.LOUPE_ROLE = kinds[asked] ?? 'all'
Object.assign(process.env, { NODE_ENV: asked === 'dev' ? 'development' : 'production' })

const parsed = parseEnv(process.env)
if ('wrong' in parsed) {
  console.error(
    `Loupe cannot start. Please mend ${parsed.wrong.length === 1 ? 'this variable' : 'these variables'}:`,
  )
  for (const line of parsed.wrong) console.error(`  ${line}`)
  process.exit(1)
}

const blocked = await findObstacle(parsed.env)
if (blocked) {
  console.error(`Loupe cannot start. ${blocked}`)
  process.exit(1)
}

if (asked === 'sandbox') await import('./sandbox')
else if (asked === 'worker') await (await import('./worker')).runWorker()
else await (await import('./serve')).serve(asked === 'dev')
