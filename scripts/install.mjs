import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Runs on whatever Node the machine has (20 or newer), before anything is installed.

export const root = fileURLToPath(new URL('..', import.meta.url))
const windows = process.platform === 'win32'

/** The Node that npm brings: every script goes on with this one. */
export const ownNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')

/** Installs what the lockfile names, when something of it is missing or another version. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing packages …')
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  })
  if (npm.status === 0 && isInstalled()) return
  console.error('The packages could not be installed. `npm ci` in this folder says why.')
  process.exit(1)
}

function isInstalled() {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden) || !existsSync(ownNode)) return false
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const there = packagesOf(hidden)
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
  )
}

/** @returns {Record<string, {version?: string, optional?: boolean}>} */
function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages
}

/** Goes on with a script on our own Node, in this process's place, and ends as that one ends. */
export function continueWith(script, args) {
  const run = spawnSync(ownNode, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: process.env,
  })
  if (run.error) throw run.error
  process.exit(run.status ?? 1)
}
