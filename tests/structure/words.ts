import ts from 'typescript'
import { isTest, parse, productFiles, type Tree } from './tree'

export const languages = ['en', 'ru', 'zh'] as const

type Nested = { [key: string]: string | Nested }

const flatten = (words: Nested, prefix: string): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  )

/** A language's words by full key, `namespace.group.key`. */
export function wordsIn(tree: Tree, language: string): Map<string, string> {
  const folder = `messages/${language}/`
  const files = [...tree].filter(([path]) => path.startsWith(folder))
  return new Map(
    files.flatMap(([path, text]) =>
      flatten(JSON.parse(text) as Nested, `${path.slice(folder.length, -'.json'.length)}.`),
    ),
  )
}

/** How code asks for words: a whole key, or a prefix whose rest is computed from a list in the same code. */
export type Use = { path: string; key: string; computed: boolean; anyNamespace: boolean }

const makers = new Set(['useTranslations', 'getTranslations', 'createTranslator', 'wordsFor'])
const unknownTranslators = new Set(['t', 'words'])

export function usesIn(tree: Tree): Use[] {
  return productFiles(tree).flatMap(([path]) => {
    const uses: Use[] = []
    const visit = (node: ts.Node) => {
      if (ts.isCallExpression(node)) uses.push(...usesOf(path, node))
      ts.forEachChild(node, visit)
    }
    visit(parse(tree, path))
    return uses
  })
}

function usesOf(path: string, call: ts.CallExpression): Use[] {
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : call.expression
  const [argument] = call.arguments
  if (!argument || !ts.isIdentifier(name)) return []
  const namespace = namespaceOf(name)
  if (namespace === null) return []
  const anyNamespace = namespace === undefined
  const prefix = namespace ? `${namespace}.` : ''
  return keysOf(argument).map(({ key, computed }) => ({ path, key: prefix + key, computed, anyNamespace }))
}

/** The namespace of a translator; undefined: it was handed over from elsewhere; null: no translator. */
function namespaceOf(name: ts.Identifier): string | null | undefined {
  for (let scope: ts.Node | undefined = name.parent; scope; scope = scope.parent) {
    if (ts.isFunctionLike(scope) && scope.parameters.some((parameter) => names(parameter.name, name.text))) {
      return unknownTranslators.has(name.text) ? undefined : null
    }
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue
    const made = scope.statements
      .filter(ts.isVariableStatement)
      .flatMap((statement) => [...statement.declarationList.declarations])
      .find((declaration) => names(declaration.name, name.text))
    if (made) return madeWith(made.initializer)
  }
  return null
}

const names = (binding: ts.BindingName, text: string): boolean =>
  ts.isIdentifier(binding)
    ? binding.text === text
    : binding.elements.some((element) => ts.isBindingElement(element) && names(element.name, text))

function madeWith(initializer: ts.Expression | undefined): string | null | undefined {
  let call = initializer
  while (call && (ts.isAwaitExpression(call) || ts.isParenthesizedExpression(call))) call = call.expression
  if (!call || !ts.isCallExpression(call) || !makers.has(call.expression.getText())) return null
  const [first] = call.arguments
  if (call.expression.getText() === 'wordsFor' || !first) return ''
  if (ts.isStringLiteralLike(first)) return first.text
  if (!ts.isObjectLiteralExpression(first)) return ''
  const namespace = first.properties.find((property) => property.name?.getText() === 'namespace')
  return namespace && ts.isPropertyAssignment(namespace) && ts.isStringLiteralLike(namespace.initializer)
    ? namespace.initializer.text
    : ''
}

function keysOf(argument: ts.Expression): { key: string; computed: boolean }[] {
  if (ts.isStringLiteralLike(argument)) return [{ key: argument.text, computed: false }]
  if (ts.isTemplateExpression(argument)) return [{ key: argument.head.text, computed: true }]
  if (ts.isParenthesizedExpression(argument)) return keysOf(argument.expression)
  if (ts.isConditionalExpression(argument))
    return [...keysOf(argument.whenTrue), ...keysOf(argument.whenFalse)]
  return [{ key: '', computed: true }]
}

/** Every string and property name in the product's code: what computed keys are made of. */
export function literalsIn(tree: Tree): Set<string> {
  const found = new Set<string>()
  for (const [path] of productFiles(tree)) {
    if (isTest(path)) continue
    const visit = (node: ts.Node) => {
      if (ts.isStringLiteralLike(node)) found.add(node.text)
      else if (ts.isPropertyAssignment(node)) found.add(node.name.getText())
      ts.forEachChild(node, visit)
    }
    visit(parse(tree, path))
  }
  return found
}
