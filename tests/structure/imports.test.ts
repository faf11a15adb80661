import { describe } from 'vitest'
import { domainOf, domains, isBrowserSafe, isGuarded, isTable, isWorkerThread, layers, under } from './layers'
import {
  type Import,
  importsOf,
  isCode,
  keeps,
  layerOf,
  linesWith,
  productFiles,
  type Rule,
  type Tree,
} from './tree'

const productImports = (tree: Tree): Import[] => productFiles(tree).flatMap(([path]) => importsOf(tree, path))
const show = ({ from, to }: Import) => `${from} -> ${to}`
const complain = (imports: Import[]) => imports.map(show)

const direction: Rule = (tree) =>
  complain(
    productImports(tree).filter(({ from, to }) => {
      // A tool's configuration is no part of the product.
      if (/^[a-z]+\.config\.ts$/.test(from)) return false
      if (layerOf(to) === 'tests' || layerOf(to) === 'scripts') return true
      const [mine, theirs] = [layers.indexOf(layerOf(from)), layers.indexOf(layerOf(to))]
      return mine >= 0 && theirs > mine && (tree.has(to) || to.includes('/'))
    }),
  )

const rank = (path: string) => {
  const domain = domainOf(path)
  return domain === null ? -1 : domains.indexOf(domain)
}

/** Shapes and formats are everyone's words; what acts keeps the order. */
const domainOrder: Rule = (tree) => [
  ...new Set(
    under(tree, 'lib')
      .map(domainOf)
      .filter((name) => name !== null && !domains.includes(name))
      .map((name) => `lib/${name} is not on the list of domains`),
  ),
  ...complain(
    under(tree, 'lib')
      .filter(isCode)
      .flatMap((path) => importsOf(tree, path))
      .filter(({ from, to }) => layerOf(to) === 'lib' && rank(to) > rank(from) && !isBrowserSafe(tree, to)),
  ),
]

/** Import cycles; a type leaves nothing behind at run time and makes none. */
const cycles: Rule = (tree) => {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
    if (done.has(path) || trail.includes(path)) return
    for (const { to, typeOnly } of importsOf(tree, path)) {
      if (!typeOnly && tree.has(to) && isCode(to)) visit(to, [...trail, path])
    }
    done.add(path)
  }
  for (const [path] of productFiles(tree)) visit(path, [])
  return found
}

const guarded: Rule = (tree) =>
  under(tree, 'lib', 'db')
    .filter((path) => isCode(path) && !isBrowserSafe(tree, path) && !isTable(path) && !isWorkerThread(path))
    .filter((path) => !isGuarded(tree, path))

/** A shape may borrow a server file's type; a component may not even that. */
const unguarded: Rule = (tree) => {
  const shapes = under(tree, 'lib').filter((path) => isBrowserSafe(tree, path))
  const seen = [...shapes, ...under(tree, 'components').filter(isCode)]
  return complain(
    seen
      .flatMap((path) => importsOf(tree, path))
      .filter(({ from, typeOnly }) => !typeOnly || layerOf(from) === 'components')
      .filter(
        ({ to }) => /^(server-only$|node:)/.test(to) || (layerOf(to) === 'lib' && !isBrowserSafe(tree, to)),
      ),
  )
}

const workerThread: Rule = (tree) =>
  complain(productImports(tree).filter(({ from, to }) => isWorkerThread(to) && !isWorkerThread(from)))

// next-auth's own GitHub profile does not say whether an address is verified; providers.ts asks.
const mayTalk = (path: string) =>
  /^lib\/(kie|sandbox)\/|^lib\/files\/remote[a-z-]*\.ts$|^lib\/auth\/providers\.ts$|^components\//.test(path)
const talkers: Rule = (tree) => {
  const silent = productFiles(tree)
    .map(([path]) => path)
    .filter((path) => !mayTalk(path))
  const packages = ['undici', 'node:http', 'node:https', 'node:http2']
  return [
    ...linesWith(tree, silent, /(?<![.\w])fetch\(/),
    ...complain(
      silent
        .flatMap((path) => importsOf(tree, path))
        .filter(({ to, typeOnly }) => packages.includes(to) && !typeOnly),
    ),
  ]
}

const kieWall: Rule = (tree) =>
  linesWith(
    tree,
    productFiles(tree)
      .map(([path]) => path)
      .filter((path) => !/^lib\/(kie|sandbox)\//.test(path)),
    /recordInfo\?|\/api\/v1\/|resultJson|resultUrls|failCode|failMsg/,
  )

const appWithoutSql: Rule = (tree) =>
  complain(
    productImports(tree).filter(
      ({ from, to }) => layerOf(from) === 'app' && /^(drizzle-orm|pg|@electric-sql)\b/.test(to),
    ),
  )

const requestBound: Rule = (tree) =>
  complain(
    productImports(tree).filter(
      ({ from, to }) =>
        /^next\/(headers|navigation)$|^next-auth/.test(to) &&
        ['lib', 'db'].includes(layerOf(from)) &&
        domainOf(from) !== 'auth' &&
        !/^lib\/request-[a-z]+\.ts$/.test(from),
    ),
  )

/** What runs by itself or once a process, and therefore is given no database. */
const opensItself = new Set([
  'lib/auth/next-auth.ts',
  'lib/auth/session.ts',
  'lib/health.ts',
  'lib/jobs/live.ts',
  'lib/jobs/terms.ts',
  'lib/limit.ts',
  'lib/metrics.ts',
])
/** All else in lib takes what it runs on, so that a transaction is just another one. */
const givenDatabase: Rule = (tree) =>
  complain(
    productImports(tree).filter(
      ({ from, to, typeOnly }) =>
        layerOf(from) === 'lib' && !opensItself.has(from) && to === 'lib/database.ts' && !typeOnly,
    ),
  )

/** A part fetched bare is never here again once its connection broke: React keeps the refusal. */
const bareParts: Rule = (tree) =>
  linesWith(
    tree,
    productFiles(tree)
      .map(([path]) => path)
      .filter((path) => ['components', 'app'].includes(layerOf(path))),
    /(?<!persistent\(\(\) => )\bimport\(/,
  )

describe('imports', () => {
  keeps(
    'run one way: db <- lib <- components <- app, nothing sees tests or scripts',
    direction,
    {
      'lib/x.ts': `import { Button } from '@/components/ui/button'`,
      'components/y.ts': `import '../tests/support/app'`,
      'app/page.tsx': `import '@/components/y'`,
    },
    ['lib/x.ts -> components/ui/button', 'components/y.ts -> tests/support/app'],
  )

  keeps(
    'keep the order of domains',
    domainOrder,
    {
      'lib/credits/x.ts': `export { y } from '@/lib/jobs/y'\nimport '@/lib/jobs/schema'`,
      'lib/jobs/schema.ts': 'export const shape = 1',
      'lib/jobs/y.ts': `import '@/lib/credits/x'\nexport const y = 1`,
      'lib/new-thing/z.ts': '',
    },
    ['lib/new-thing is not on the list of domains', 'lib/credits/x.ts -> lib/jobs/y.ts'],
  )

  keeps(
    'make no cycles',
    cycles,
    {
      'lib/a.ts': `import { b } from './b'`,
      'lib/b.ts': `const c = () => import('./c')`,
      'lib/c.ts': `export { a } from './a'\nimport type { d } from './d'`,
      'lib/d.ts': `import { c } from './c'`,
    },
    ['lib/a.ts -> lib/b.ts -> lib/c.ts -> lib/a.ts'],
  )

  keeps(
    'are guarded in every file that no browser may get',
    guarded,
    {
      'lib/kie/client.ts': `// first\nimport 'server-only'\nimport 'undici'`,
      'lib/kie/late.ts': `import 'undici'\nimport 'server-only'`,
      'lib/jobs/schema.ts': '',
    },
    ['lib/kie/late.ts'],
  )

  keeps(
    'of browser-safe files and components reach nothing of the server',
    unguarded,
    {
      'lib/jobs/schema.ts': `import { env } from '@/lib/env'`,
      'lib/env.ts': 'export const env = 1',
      'components/x.tsx': `import type { Env } from '@/lib/env'\nimport '@/lib/jobs/schema'`,
    },
    ['lib/jobs/schema.ts -> lib/env.ts', 'components/x.tsx -> lib/env.ts'],
  )

  keeps(
    'leave the worker thread alone',
    workerThread,
    {
      'lib/sandbox/process.ts': `import '@/lib/sandbox/pixels/lab'`,
      'lib/sandbox/pixels/lab.ts': '',
    },
    ['lib/sandbox/process.ts -> lib/sandbox/pixels/lab.ts'],
  )

  keeps(
    'of HTTP clients stand in kie, sandbox, files/remote and components only',
    talkers,
    {
      'lib/jobs/x.ts': `const answer = await fetch(url)`,
      'lib/jobs/y.ts': `import { request } from 'undici'`,
      'lib/files/remote.ts': `import { request } from 'undici'`,
      'components/z.ts': `await fetch('/api/jobs')`,
    },
    ['lib/jobs/x.ts:1 const answer = await fetch(url)', 'lib/jobs/y.ts -> undici'],
  )

  keeps(
    'of the upstream stay behind its wall: nobody else knows a field of it',
    kieWall,
    {
      'lib/jobs/x.ts': `const urls = JSON.parse(record.resultJson)`,
      'lib/kie/record.ts': `data.resultJson`,
    },
    ['lib/jobs/x.ts:1 const urls = JSON.parse(record.resultJson)'],
  )

  keeps(
    'of SQL stay out of app',
    appWithoutSql,
    { 'app/api/x/route.ts': `import { eq } from 'drizzle-orm'` },
    ['app/api/x/route.ts -> drizzle-orm'],
  )

  keeps(
    'of the request (headers, session) stay in app, lib/auth and lib/request-*',
    requestBound,
    {
      'lib/jobs/x.ts': `import { cookies } from 'next/headers'`,
      'lib/auth/session.ts': `import { cookies } from 'next/headers'`,
    },
    ['lib/jobs/x.ts -> next/headers'],
  )

  keeps(
    'of the process-wide database are few: all else is given one',
    givenDatabase,
    {
      'lib/jobs/queries.ts': `import { db } from '@/lib/database'`,
      'lib/jobs/stream.ts': `import type { Db } from '@/lib/database'`,
      'lib/database.ts': '',
    },
    ['lib/jobs/queries.ts -> lib/database.ts'],
  )

  keeps(
    'of parts that come later outlive a lost connection',
    bareParts,
    {
      'components/x.tsx': `const load = () => import('./x-dialog')`,
      'components/y.tsx': `const load = persistent(() => import('./y-dialog'))`,
    },
    [`components/x.tsx:1 const load = () => import('./x-dialog')`],
  )
})
