import { join } from 'node:path'
import { startPostgres } from '../../tests/support/postgres.ts'
import { makePgliteTemplates } from '../../tests/support/templates.ts'
import { ownNode, root } from '../install.mjs'
import { failed, playwright, run, sum, tool, vitest } from './steps.mjs'
import { findChromium, findPostgres, missingFromSystem } from './system.mjs'

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
  try {
    const pglite = await makePgliteTemplates()
    stops.push(pglite.remove)
    sayVersion('PGlite', pglite.version)
    env.pglite = { TEST_PGLITE_TEMPLATES: pglite.root }
  } catch (error) {
    failed('PGlite', error.message)
  }
  if (findPostgres()) {
    try {
      const server = await startPostgres()
      stops.push(server.stop)
      sayVersion('PostgreSQL', server.version)
      env.postgres = { TEST_POSTGRES_URL: server.url }
    } catch (error) {
      failed('PostgreSQL', error.message)
    }
  }
  return { env, stop: () => Promise.all(stops.map((stop) => stop())) }
}

function sayVersion(name, version) {
  if (!/PostgreSQL \d+/.test(version)) throw new Error(`it told no version but "${version}"`)
  console.log(`\n— ${name}: ${version}`)
}

async function build() {
  const { code } = await run('build', ownNode, [...typescript, 'tests/support/build-app.ts'])
  if (code !== 0) failed('build', 'the suites that need the built app cannot run')
  return code === 0
}

async function test() {
  await check()
  const { env, stop } = await databases()
  for (const missing of missingFromSystem())
    failed(missing.name, `not here, and could not be installed. ${missing.how}`)
  const ready = Object.keys(env)
  const shared = { ...env.pglite, ...env.postgres }
  try {
    await vitest('unit', ['unit', ...ready], { env: shared })
    if (await build()) {
      // Apps wait more than they work: twice as many as there are cores, and both databases in one queue.
      const apps = ready.flatMap((database) => [`api-${database}`, `soak-${database}`])
      if (ready.length > 0) await vitest('app', apps, { env: shared, args: ['--maxWorkers=4'] })
      if (findChromium()) await journeys(ready, shared)
    }
  } finally {
    await stop()
  }
}

/** Looks do not depend on the database; what lives by its notices and its transactions is walked on both. */
const ON_POSTGRES = ['first-way', 'second-tab']

async function journeys(ready, env) {
  const on = (database) => ({ ...env, TEST_DATABASE: database })
  await playwright('browser on pglite', { env: on('pglite') })
  if (ready.includes('postgres'))
    await playwright('browser on postgres', { env: on('postgres'), args: ON_POSTGRES })
}

async function soak() {
  const { env, stop } = await databases()
  try {
    for (const database of Object.keys(env)) {
      await vitest(`a thousand sequences on ${database}`, [database], {
        args: ['tests/unit/credits/sequences.test.ts'],
        env: { ...env.pglite, ...env.postgres, SEQUENCES: process.env.SEQUENCES ?? '1000' },
      })
    }
    const { code } = await run('every condition of a statement that moves money', ownNode, [
      ...typescript,
      'tests/mutation/run.ts',
    ])
    if (code !== 0) failed('conditions', 'a condition was taken out and nobody noticed')
    if (await build()) {
      if (env.pglite)
        await vitest('all of it on PGlite', ['pglite', 'api-pglite'], { env: { ...env.pglite, SOAK: '1' } })
      for (const database of Object.keys(env)) {
        await vitest(`long kill rounds on ${database}`, [`soak-${database}`], {
          args: ['--no-file-parallelism'],
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
