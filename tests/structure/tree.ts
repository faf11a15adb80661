import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

/** Text by path, relative to the project's folder. */
export type Tree = ReadonlyMap<string, string>
/** Answers one line per violation. */
export type Rule = (tree: Tree) => string[]

const GENERATED = new Set([
  'node_modules',
  '.git',
  '.next',
  '.data',
  'test-results',
  'playwright-report',
  'coverage',
  'meta',
])
const TEXT = /\.(ts|tsx|mjs|css|json|sql|example)$/

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder || '.', { withFileTypes: true })) {
    if (GENERATED.has(entry.name)) continue
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (TEXT.test(entry.name) && entry.name !== 'next-env.d.ts') yield path
  }
}

/** The project as it lies on disk, without what tools generate. */
export const project: Tree = new Map(
  [...walk('')].sort().map((path) => [path, readFileSync(join(process.cwd(), path), 'utf8')]),
)

/** A rule holds for the project and finds what was planted: a check that cannot fail has rotted. */
export function keeps(name: string, rule: Rule, planted: Record<string, string>, finds: string[]) {
  test(name, () => expect(rule(project)).toEqual([]))
  test(`${name} (planted)`, () => expect(rule(new Map(Object.entries(planted)))).toEqual(finds))
}

export const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path)
export const isTest = (path: string) => path.startsWith('tests/')
export const layerOf = (path: string) => path.split('/')[0] ?? ''

/** The files of the four product layers, and the framework's own files at the root. */
export const productFiles = (tree: Tree) =>
  [...tree].filter(([path]) => isCode(path) && !isTest(path) && layerOf(path) !== 'scripts')

export type Import = { from: string; to: string; typeOnly: boolean }

/** What a file imports: paths of the project without alias and extension as in the tree, or package names. */
export function importsOf(tree: Tree, path: string): Import[] {
  const source = parse(tree, path)
  const found: Import[] = []
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier)) {
      found.push({ from: path, to: resolve(tree, path, specifier.text), typeOnly })
    }
  }
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  if (clause.name || !named || !ts.isNamedImports(named)) return false
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly)
}

function resolve(tree: Tree, from: string, specifier: string): string {
  if (!specifier.startsWith('.') && !specifier.startsWith('@/')) return specifier
  const path = specifier.startsWith('@/')
    ? specifier.slice(2)
    : posix.normalize(posix.join(posix.dirname(from), specifier))
  const endings = ['', '.ts', '.tsx', '.mjs', '/index.ts']
  const found = endings.map((ending) => path + ending).find((candidate) => tree.has(candidate))
  return found ?? path
}

const parsed = new WeakMap<Tree, Map<string, ts.SourceFile>>()

/** A file's syntax tree, parsed once. */
export function parse(tree: Tree, path: string): ts.SourceFile {
  const cache = parsed.get(tree) ?? new Map<string, ts.SourceFile>()
  parsed.set(tree, cache)
  const known = cache.get(path)
  if (known) return known
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const source = ts.createSourceFile(path, tree.get(path) ?? '', ts.ScriptTarget.Latest, true, kind)
  cache.set(path, source)
  return source
}

/** `path:line text` for every line outside comments that a pattern finds. */
export function linesWith(tree: Tree, paths: string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    (tree.get(path) ?? '')
      .split('\n')
      .map((line, index) => ({ line: line.trim(), number: index + 1 }))
      .filter(({ line }) => !/^(\/\/|\*|\/\*)/.test(line) && pattern.test(line))
      .map(({ line, number }) => `${path}:${number} ${line}`),
  )
}
