// npm start, start:web, start:worker, dev and sandbox begin here, on whatever Node (20 or newer) the machine has.
// Installs what is missing, then goes on in main.ts on the Node that the project brings itself.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
install()

const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const flags = ['--disable-warning=ExperimentalWarning', ...(existsSync('.env') ? ['--env-file=.env'] : [])]
const loaders = ['--import', './scripts/server-only.mjs', '--import', 'tsx']
const child = spawn(node, [...flags, ...loaders, 'scripts/main.ts', ...process.argv.slice(2)], {
  // The channel closes when this process dies, and main.ts then stops too.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))

function install() {
  const installed = join('node_modules', '.package-lock.json')
  const fresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs
  if (fresh && existsSync('node_modules/node/bin')) return
  console.log('Installing what Loupe needs. This takes a minute, once.')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status === 0) return
  console.error('npm ci failed, see above. Loupe needs the npm registry once.')
  process.exit(1)
}
