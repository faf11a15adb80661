import { continueWith, ensureInstalled } from './install.mjs'
import { beginSystemPackages } from './test/system.mjs'

// npm test | npm run check | npm run soak | npm run bench. Runs on the machine's own Node and goes on with ours.

const mode = process.argv[2] ?? 'test'
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node 20 or newer is needed; this is ${process.version}.`)
  process.exit(1)
}
// The system's packages come while npm's do.
const systemPackages = mode === 'check' ? null : beginSystemPackages()
ensureInstalled()
await systemPackages
continueWith('scripts/test/run.mjs', [mode, ...process.argv.slice(3)])
