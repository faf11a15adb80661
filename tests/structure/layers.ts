import ts from 'typescript'
import { isCode, parse, type Tree } from './tree'

/** Each layer may import from itself and from those before it. */
export const layers = ['db', 'lib', 'components', 'app']

/** The folders of `lib`: each may use only itself and those before it. Files in `lib` itself come before all. */
export const domains = [
  'catalog',
  'kie',
  'xty',
  'sandbox',
  'files',
  'finish',
  'credits',
  'mail',
  'auth',
  'jobs',
  'models',
  'notices',
  'books',
  'gallery',
  'share',
  'account',
  'admin',
  'chores',
  'http',
]

/**
 * The files of `lib` that a browser may get: shapes, names and formats. A new name here is a decision: what it holds
 * is public from then on.
 */
const browserNames =
  /^lib\/(refusal|locale|format|instant)\.ts$|^lib\/[a-z-]+\/((?:[a-z]+-)?schema|status|bounds|limits|amount|magic|movement-view|layout)\.ts$|^lib\/catalog\/(build-input|quote|condition|places|media-facts)\.ts$|^lib\/catalog\/input\/[a-z-]+\.ts$/

/** Nothing of it is left at run time. */
const isTypesOnly = (tree: Tree, path: string) =>
  parse(tree, path).statements.every(
    (node) =>
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(node) && node.isTypeOnly),
  )

export const isGuarded = (tree: Tree, path: string) =>
  parse(tree, path).statements[0]?.getText() === "import 'server-only'"

export const isBrowserSafe = (tree: Tree, path: string) =>
  tree.has(path) &&
  isCode(path) &&
  !isGuarded(tree, path) &&
  (browserNames.test(path) || (path.startsWith('lib/') && isTypesOnly(tree, path)))

/** Loaded by Node itself in a worker thread or a process of its own, where the guard's package would throw. Nothing else may import them. */
export const isWorkerThread = (path: string) => /^lib\/(sandbox\/pixels|files\/probe)\//.test(path)

/** Read by drizzle-kit outside a bundle. Components cannot import from `db` at all. */
export const isTable = (path: string) => path.startsWith('db/schema/')

export const domainOf = (path: string) => /^lib\/([^/]+)\//.exec(path)?.[1] ?? null

export const under = (tree: Tree, ...folders: string[]) =>
  [...tree.keys()].filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
