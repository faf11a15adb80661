import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownNode, root } from '../install.mjs'
import { failed, playwright, run, sum, tool, vitest } from './steps.mjs'
import { findChromium, missingFromSystem } from './system.mjs'

// On our own Node, with everything installed that could be.

const typescript = ['--conditions=react-server', '--disable-warning=ExperimentalWarning', '--import', 'tsx']

async function check() {
  await run('next typegen', join(root, 'node_modules', '.bin', 'next'), ['typegen'], { quiet: true })
  await Promise.all([
    tool('types (tsc)', 'tsc', ['--noEmit', '-p', '.'], { quiet: true }),
    tool('lint and format (biome)', 'biome', ['check', '.'], { quiet: true }).then(() =>
      tool('unused code (knip)', 'knip', [], { quiet: true }),
    ),
  ])
  await vitest('structure', ['structure'])
}

/** Both databases, made ready once for all suites. Prints their versions; what is not there fails by name. */
async function databases() {
  const stops = []
  const env = {}
  const template = mkdtempSync(join(tmpdir(), 'loupe-template-'))
  stops.push(() => rmSync(template, { recursive: true, force: true }))
  const pglite = await run('PGlite', ownNode, [...typescript, 'tests/support/make-template.ts', template], {
    quiet: true,
  })
  if (pglite.code === 0 && /PostgreSQL \d+/.test(pglite.printed))
    env.pglite = { TEST_PGLITE_TEMPLATE: template }
  else failed('PGlite', 'it did not open or told no version')
  if (!missingFromSystem().some((missing) => missing.packages.includes('postgresql'))) {
    const { startPostgres } = await import('../../tests/support/postgres.ts')
    const server = await startPostgres()
    stops.push(server.stop)
    console.log(`\n— PostgreSQL\n${server.version}`)
    if (/PostgreSQL \d+/.test(server.version)) env.postgres = { TEST_POSTGRES_URL: server.url }
    else failed('PostgreSQL', 'it told no version')
  }
  return { env, stop: () => Promise.all(stops.map((stop) => stop())) }
}

async function build() {
  const { code } = await run('build', ownNode, ['scripts/start.mjs', 'build'])
  if (code !== 0) failed('build', 'the suites that need the built app cannot run')
  return code === 0
}

async function test() {
  await check()
  await vitest('unit', ['unit'])
  const { env, stop } = await databases()
  for (const missing of missingFromSystem())
    failed(missing.name, `not here, and could not be installed. ${missing.how}`)
  const ready = Object.keys(env)
  const shared = { ...env.pglite, ...env.postgres }
  try {
    if (ready.length > 0) await vitest('databases', ready, { env: shared })
    if (await build()) {
      for (const database of ready) await vitest(`app on ${database}`, [`api-${database}`], { env: shared })
      for (const database of ready)
        await vitest(`kill rounds on ${database}`, [`soak-${database}`], { env: shared })
      if (findChromium()) await playwright('browser', { env: shared })
    }
  } finally {
    await stop()
  }
}

async function soak() {
  const { env, stop } = await databases()
  try {
    if (await build()) {
      for (const database of Object.keys(env)) {
        await vitest(`long kill rounds on ${database}`, [`soak-${database}`], {
          env: { ...env.pglite, ...env.postgres, SOAK_ROUNDS: process.env.SOAK_ROUNDS ?? '30' },
        })
      }
    }
  } finally {
    await stop()
  }
}

async function bench() {
  if (!(await build())) return
  const { code } = await run('bench', ownNode, [
    ...typescript,
    'tests/bench/all.ts',
    ...process.argv.slice(3),
  ])
  if (code !== 0) failed('bench', `it ended with ${code}`)
}

const modes = { test, check, soak, bench }
const mode = process.argv[2] ?? 'test'
if (!Object.hasOwn(modes, mode)) {
  console.error(`No such run: ${mode}. There are ${Object.keys(modes).join(', ')}.`)
  process.exit(1)
}
await modes[mode]()
if (mode !== 'bench') process.exit(sum())
