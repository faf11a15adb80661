import { basename } from 'node:path'
import ts from 'typescript'
import { describe } from 'vitest'
import { isCode, isTest, keeps, linesWith, parse, productFiles, type Rule, type Tree } from './tree'

const LONGEST = 300
const NINE_IN_TEN = 200
const limits: [RegExp, number][] = [
  [/^app\/.*\/route\.ts$/, 60],
  [/^app\/(.*\/)?page\.tsx$/, 120],
]

const linesOf = (tree: Tree, path: string) => (tree.get(path) ?? '').trimEnd().split('\n').length
const code = (tree: Tree) => [...tree.keys()].filter(isCode)
const product = (tree: Tree) => productFiles(tree).map(([path]) => path)

const sizes: Rule = (tree) =>
  code(tree).flatMap((path) => {
    const limit = limits.find(([pattern]) => pattern.test(path))?.[1] ?? LONGEST
    const lines = linesOf(tree, path)
    return lines > limit ? [`${path} has ${lines} lines, at most ${limit}`] : []
  })

const spread: Rule = (tree) => {
  const lengths = code(tree)
    .map((path) => linesOf(tree, path))
    .sort((a, b) => a - b)
  const ninth = lengths[Math.floor(lengths.length * 0.9)] ?? 0
  return ninth > NINE_IN_TEN ? [`one file in ten has ${ninth} lines or more, at most ${NINE_IN_TEN}`] : []
}

/** kebab-case, with what frameworks demand: `[id]`, `(group)`, `[...all]`, `.test`, `.spec`, `.config`, `.d`, and a route that is called like a file. */
const folderName = /^(\(?\[?(\.\.\.)?[a-z0-9]+(-[a-z0-9]+)*\]?\)?|\.[a-z]+|[a-z]+\.(json|csv))$/
const fileName = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|config|d))?\.[a-z]+$/
const names: Rule = (tree) =>
  [...tree.keys()].filter((path) => {
    const parts = path.split('/')
    const file = parts.pop() ?? ''
    const fits = path.startsWith('db/migrations/') ? /^\d{4}_[a-z_]+\.sql$/ : fileName
    return !fits.test(file) || !parts.every((part) => folderName.test(part))
  })

const drains: Rule = (tree) =>
  [...tree.keys()].filter((path) => /(^|\/|-)(utils?|helpers?|misc|common)(\/|\.)/.test(path))

const barrels: Rule = (tree) =>
  code(tree).filter((path) => {
    if (path === 'db/schema/index.ts' || path.startsWith('app/')) return false
    const statements = parse(tree, path).statements
    const passesOn = (node: ts.Statement) => ts.isExportDeclaration(node) && node.moduleSpecifier
    return basename(path).startsWith('index.') || (statements.length > 0 && statements.every(passesOn))
  })

const environment: Rule = (tree) =>
  linesWith(
    tree,
    product(tree).filter((path) => path !== 'lib/env.ts' && !/^[a-z.]+\.config\.(ts|mjs)$/.test(path)),
    /process\.env(?!\.NEXT_RUNTIME\b)/,
  )

const unaware: Rule = (tree) =>
  linesWith(tree, product(tree), /NODE_ENV\s*[!=]==?\s*['"]test|\bVITEST\b|PLAYWRIGHT|import\.meta\.vitest/)

const escapes: Rule = (tree) => [
  ...linesWith(
    tree,
    code(tree).filter((path) => !path.startsWith('tests/structure/')),
    /\bas any\b|: any\b|<any>/,
  ),
  ...code(tree)
    .filter((path) => !path.startsWith('tests/structure/'))
    .filter((path) => /\bcatch\s*(\([^)]*\)\s*)?\{\s*\}/.test(tree.get(path) ?? ''))
    .map((path) => `${path} catches and says nothing`),
  ...code(tree)
    .filter((path) => !path.startsWith('tests/structure/'))
    .filter((path) =>
      /@ts-(ignore|expect-error|nocheck)|biome-ignore|\b(TODO|FIXME|XXX)\b/.test(tree.get(path) ?? ''),
    ),
]

/** Rows of plain statements and instants that the database makes have one way each; a cast through unknown is a third. */
const casts: Rule = (tree) =>
  linesWith(
    tree,
    product(tree).filter((path) => path.startsWith('lib/') && path !== 'lib/rows.ts'),
    /as unknown as (\{$|\{ rows\b|Date\b)/,
  )

const wholeTests: Rule = (tree) =>
  linesWith(
    tree,
    code(tree).filter((path) => isTest(path) && !path.startsWith('tests/structure/')),
    /waitForTimeout|\b(it|test|describe)\.(skip|skipIf|only|todo|fixme|fails)\b|vi\.mock\(['"]@\/(db|lib\/database)/,
  )

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
/** Every handler is made by `route()`; only next-auth's own stand beside it. */
const wrapped: Rule = (tree) =>
  product(tree)
    .filter((path) => /^app\/.*\/route\.ts$/.test(path) && !path.includes('[...nextauth]'))
    .flatMap((path) => handlersWithoutRoute(parse(tree, path)).map((name) => `${path} ${name}`))

function handlersWithoutRoute(source: ts.SourceFile): string[] {
  return source.statements.flatMap((node) => {
    const exported =
      ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)
    if (ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause)) {
      return node.exportClause.elements
        .map((element) => element.name.text)
        .filter((name) => methods.has(name))
    }
    if (!exported) return []
    if (ts.isFunctionDeclaration(node)) return [node.name?.text ?? ''].filter((name) => methods.has(name))
    if (!ts.isVariableStatement(node)) return []
    return node.declarationList.declarations
      .filter(
        (made) => methods.has(made.name.getText()) && !/^route[(<]/.test(made.initializer?.getText() ?? ''),
      )
      .map((made) => made.name.getText())
  })
}

const oneMinter: Rule = (tree) => {
  const files = product(tree).filter((path) => /\bas (unknown as )?UserId\b/.test(tree.get(path) ?? ''))
  return files.length > 1 ? files : []
}

describe('files', () => {
  const long = (lines: number) => 'const a = 1\n'.repeat(lines)

  keeps(
    'stay within their size',
    sizes,
    { 'lib/x.ts': long(301), 'app/api/x/route.ts': long(61), 'app/page.tsx': long(120) },
    ['lib/x.ts has 301 lines, at most 300', 'app/api/x/route.ts has 61 lines, at most 60'],
  )
  keeps('are mostly short', spread, { 'lib/x.ts': long(201) }, [
    'one file in ten has 201 lines or more, at most 200',
  ])
  keeps(
    'have kebab-case names',
    names,
    {
      'lib/fooBar.ts': '',
      'components/Card.tsx': '',
      'app/(studio)/jobs/[id]/page.tsx': '',
      'app/api/auth/[...nextauth]/route.ts': '',
      'tests/e2e/way.spec.ts': '',
      'Lib/x.ts': '',
    },
    ['lib/fooBar.ts', 'components/Card.tsx', 'Lib/x.ts'],
  )
  keeps(
    'are no drains',
    drains,
    { 'lib/utils.ts': '', 'lib/test-helpers/x.ts': '', 'components/misc/x.ts': '' },
    ['lib/utils.ts', 'lib/test-helpers/x.ts', 'components/misc/x.ts'],
  )
  keeps(
    'are no barrels',
    barrels,
    {
      'lib/jobs/all.ts': `export * from './a'\nexport { b } from './b'`,
      'lib/kie/index.ts': 'export const a = 1',
      'db/schema/index.ts': `export * from './users'`,
      'lib/mixed.ts': `export { b } from './b'\nexport const c = 1`,
    },
    ['lib/jobs/all.ts', 'lib/kie/index.ts'],
  )
  keeps(
    'read the environment in one place',
    environment,
    {
      'lib/kie/x.ts': 'const key = process.env.KIE_API_KEY',
      'instrumentation.ts': `if (process.env.NEXT_RUNTIME === 'nodejs') start()`,
      'next.config.ts': 'process.env.X',
    },
    ['lib/kie/x.ts:1 const key = process.env.KIE_API_KEY'],
  )
  keeps(
    'of the product do not know that they are tested',
    unaware,
    { 'lib/x.ts': `if (env.NODE_ENV === 'test') return` },
    [`lib/x.ts:1 if (env.NODE_ENV === 'test') return`],
  )
  keeps(
    'take no way out of types and lint',
    escapes,
    {
      'lib/a.ts': 'const a = b as any',
      'lib/b.ts': 'try {\n  x()\n} catch {\n}',
      'lib/c.ts': '// biome-ignore lint: no',
    },
    ['lib/a.ts:1 const a = b as any', 'lib/b.ts catches and says nothing', 'lib/c.ts'],
  )
  keeps(
    'read rows by rowsOf',
    casts,
    {
      'lib/a.ts': 'const { rows } = found as unknown as { rows: Row[] }',
      'lib/b.ts': 'sql`now()` as unknown as Date',
    },
    [
      'lib/a.ts:1 const { rows } = found as unknown as { rows: Row[] }',
      'lib/b.ts:1 sql`now()` as unknown as Date',
    ],
  )
  keeps(
    'of tests wait for conditions, skip nothing and use the real database',
    wholeTests,
    {
      'tests/e2e/a.spec.ts': 'await page.waitForTimeout(100)',
      'tests/unit/b.test.ts': `test.skip('x')`,
      'tests/unit/c.test.ts': `vi.mock('@/lib/database')`,
    },
    [
      'tests/e2e/a.spec.ts:1 await page.waitForTimeout(100)',
      `tests/unit/b.test.ts:1 test.skip('x')`,
      `tests/unit/c.test.ts:1 vi.mock('@/lib/database')`,
    ],
  )
  keeps(
    'of routes are made by route()',
    wrapped,
    {
      'app/api/a/route.ts': 'export async function GET() {}',
      'app/api/b/route.ts': `export const POST = route({ auth: 'user' })`,
      'app/api/c/route.ts': 'export const DELETE = async () => {}',
      'app/api/d/route.ts': `export { GET } from '@/lib/x'`,
    },
    ['app/api/a/route.ts GET', 'app/api/c/route.ts DELETE', 'app/api/d/route.ts GET'],
  )
  keeps(
    'that mint a UserId: one',
    oneMinter,
    {
      'lib/auth/session.ts': 'row.id as UserId',
      'lib/jobs/x.ts': 'id as unknown as UserId',
    },
    ['lib/auth/session.ts', 'lib/jobs/x.ts'],
  )
})
