// npm start, start:web, start:worker, dev and sandbox begin here, on whatever Node (20 or newer) the machine has.
// Installs what is missing, then goes on in main.ts on the Node that the project brings itself.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, ownNode, root } from './install.mjs'

process.chdir(root)
ensureInstalled()

const flags = ['--disable-warning=ExperimentalWarning', ...(existsSync('.env') ? ['--env-file=.env'] : [])]
const loaders = ['--import', './scripts/server-only.mjs', '--import', 'tsx']
const child = spawn(ownNode, [...flags, ...loaders, 'scripts/main.ts', ...process.argv.slice(2)], {
  // The channel closes when this process dies, and main.ts then stops too.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { NODE_COMPILE_CACHE: join(root, '.next', 'cache', 'compiled'), ...process.env },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
