import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { variableNames } from '@/lib/env'
import { keeps, type Rule, type Tree } from './tree'

type Locked = { version?: string; license?: string; dev?: boolean; link?: boolean }

const locked = (tree: Tree): [string, Locked][] => {
  const lock = JSON.parse(tree.get('package-lock.json') ?? '{}') as { packages?: Record<string, Locked> }
  return Object.entries(lock.packages ?? {})
    .filter(([path]) => path !== '')
    .map(([path, entry]) => [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), entry])
}

/** The oldest releases without a known hole in what Loupe uses. A registry's audit is not always within reach. */
const floors: Record<string, string> = {
  next: '16.3.5',
  react: '19.2.6',
  sharp: '0.35.4',
  undici: '7.24.0',
  'next-auth': '5.0.0-beta.30',
  nodemailer: '7.0.7',
}

/** Numbers in order; a pre-release counts as below its release. */
const order = (version: string) => {
  const [release = '', pre] = version.split('-')
  return [
    ...release.split('.').map(Number),
    pre === undefined ? 1 : 0,
    ...(pre?.match(/\d+/g) ?? []).map(Number),
  ]
}

function isBelow(version: string, floor: string): boolean {
  const [mine, theirs] = [order(version), order(floor)]
  for (const [index, number] of theirs.entries()) {
    if ((mine[index] ?? 0) !== number) return (mine[index] ?? 0) < number
  }
  return false
}

const safeVersions: Rule = (tree) => {
  const packages = locked(tree)
  const old = packages.filter(
    ([name, { version, dev }]) => !dev && version && floors[name] && isBelow(version, floors[name]),
  )
  const absent = Object.keys(floors).filter((name) => !packages.some(([known]) => known === name))
  return [
    ...old.map(([name, { version }]) => `${name} ${version}`),
    ...absent.map((name) => `${name} is not there`),
  ]
}

const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'Unlicense',
  'Python-2.0',
  // Fonts, the shared libraries that sharp loads, and a build tool: free to ship unchanged.
  'OFL-1.1',
  'SIL OPEN FONT LICENSE',
  'LGPL-3.0-or-later',
  'MPL-2.0',
])

/** `(A OR B)` is ours to choose; of `A AND B` each must be allowed. */
const mayShip = (licence: string): boolean => {
  const bare = licence.replace(/^\(|\)$/g, '')
  if (bare.includes(' OR ')) return bare.split(' OR ').some(mayShip)
  if (bare.includes(' AND ')) return bare.split(' AND ').every(mayShip)
  return allowed.has(bare)
}

/** Packages of the old form (`licenses`) have none in the lockfile. */
function licenceOnDisk(name: string): string {
  const path = join('node_modules', name, 'package.json')
  if (!existsSync(path)) return 'none'
  const { licenses } = JSON.parse(readFileSync(path, 'utf8')) as { licenses?: { type: string }[] }
  return licenses?.map(({ type }) => type).join(' OR ') || 'none'
}

const licences: Rule = (tree) =>
  locked(tree)
    .filter(([, { dev, link }]) => !dev && !link)
    .map(([name, { license }]) => ({ name, licence: license ?? licenceOnDisk(name) }))
    .filter(({ licence }) => !mayShip(licence))
    .map(({ name, licence }) => `${name}: ${licence}`)

const exactPins: Rule = (tree) => {
  const { dependencies, devDependencies } = JSON.parse(tree.get('package.json') ?? '{}')
  return Object.entries({ ...dependencies, ...devDependencies } as Record<string, string>)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/.test(version))
    .map(([name, version]) => `${name} ${version}`)
}

const lock = (packages: Record<string, Locked>) => ({
  'package-lock.json': JSON.stringify({ packages: { '': {}, ...packages } }),
})
const good = Object.fromEntries(
  Object.entries(floors).map(([name, version]) => [`node_modules/${name}`, { version, license: 'MIT' }]),
)

describe('packages', () => {
  keeps(
    'are not below their safe versions',
    safeVersions,
    lock({ ...good, 'node_modules/next-auth': { version: '5.0.0-beta.9' } }),
    ['next-auth 5.0.0-beta.9'],
  )
  keeps(
    'may be shipped',
    licences,
    lock({
      ...good,
      'node_modules/x/node_modules/y': { license: 'GPL-3.0' },
      'node_modules/z': { license: '(MIT OR GPL-2.0)' },
    }),
    ['y: GPL-3.0'],
  )
  keeps(
    'are pinned exactly',
    exactPins,
    { 'package.json': '{"dependencies": {"a": "^1.0.0", "b": "5.0.0-beta.32"}}' },
    ['a ^1.0.0'],
  )

  test('compare versions as npm does', () => {
    expect(isBelow('16.3.4', '16.3.5')).toBe(true)
    expect(isBelow('16.10.0', '16.3.5')).toBe(false)
    expect(isBelow('5.0.0-beta.32', '5.0.0-beta.30')).toBe(false)
    expect(isBelow('5.0.0', '5.0.0-beta.30')).toBe(false)
  })
})

describe('.env.example', () => {
  /** Set by the npm scripts, not by people. */
  const internal = 'LOUPE_ROLE'
  const inEnvironment = (tree: Tree) =>
    [...(tree.get('.env.example') ?? '').matchAll(/^# ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1] ?? '')
  const sameVariables: Rule = (tree) => {
    const known = new Set(inEnvironment(tree))
    const meant = new Set(variableNames.filter((name) => name !== internal))
    return [
      ...[...meant].filter((name) => !known.has(name)).map((name) => `${name} is not explained`),
      ...[...known].filter((name) => !meant.has(name)).map((name) => `${name} is not read`),
    ]
  }
  const all = variableNames.filter((name) => name !== internal).map((name) => `# ${name}=`)
  keeps(
    'explains every variable that is read',
    sameVariables,
    { '.env.example': [...all.slice(1), '#ODD_NAME=1'].join('\n') },
    ['PORT is not explained', 'ODD_NAME is not read'],
  )
})
