import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// What the tests need of the system: a browser and PostgreSQL. Plain Node, before anything is installed.

const OLDEST_POSTGRES = 15

/** Chromium or Chrome: `CHROMIUM_PATH`, else where systems put it; null: there is none. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : null
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin']
  const places = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  return places.find((place) => existsSync(place)) ?? null
}

/** The folder with `initdb` and `postgres` of version 15 or newer; null: there is none. */
export function findPostgres() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const places = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
    '/opt/homebrew/bin',
    '/usr/local/opt/postgresql/bin',
  ]
  return (
    places.find((folder) => existsSync(join(folder, 'initdb')) && versionOf(folder) >= OLDEST_POSTGRES) ??
    null
  )
}

function versionOf(folder) {
  const said = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout ?? ''
  return Number(/(\d+)/.exec(said)?.[1] ?? 0)
}

/** What is not there, each with how to get it. */
export function missingFromSystem() {
  return [
    findChromium()
      ? null
      : { name: 'Chromium', how: 'apt-get install chromium, or set CHROMIUM_PATH', packages: ['chromium'] },
    findPostgres()
      ? null
      : { name: 'PostgreSQL 15 or newer', how: 'apt-get install postgresql', packages: ['postgresql'] },
  ].filter((missing) => missing !== null)
}

/** Installs what is missing from Debian's packages where we may; what it could not get, the run names later. */
export async function beginSystemPackages() {
  const packages = missingFromSystem().flatMap((missing) => missing.packages)
  const asRoot = rootCommand()
  if (packages.length === 0 || asRoot === null) return
  console.log(`Installing ${packages.join(' and ')} from the system's packages …`)
  // One process for both steps, so that it goes on while npm's installation blocks this one.
  const script = `apt-get update -qq; apt-get install -y -qq --no-install-recommends ${packages.join(' ')}`
  await run([...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'sh', '-c', script])
}

/** How to become root without being asked for anything; null: we may not, or there is no apt-get. */
function rootCommand() {
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return null
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null
}

function run([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', resolve)
    child.once('exit', resolve)
  })
}
