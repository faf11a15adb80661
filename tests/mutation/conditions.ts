import { globSync, readFileSync } from 'node:fs'
import { getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import ts from 'typescript'
import * as schema from '../../db/schema/index.ts'
import { armsOf } from '../guards/arms.ts'

/** A part of a condition in a statement that moves money or jobs, and what stands there without it. */
export type Condition = {
  file: string
  line: number
  text: string
  /** What stands right before it. */
  before: string
  start: number
  end: number
  put: string
}

/** Tables whose rows neither are money nor decide about it, by what they hold. Any other, a new one too, is money. */
const apart = new Set(
  Object.values({
    results: 'files job_inputs boards board_items favourites gallery_months gallery_words storage_sums',
    sharing: 'shares share_items share_presses',
    settings: 'presets finish_presets model_settings model_checks model_findings model_watch',
    access: 'sessions passwords accounts verification_tokens rate_limits person_words',
    notes: 'audit book_audits mail_notices refused_callbacks',
  }).flatMap((names) => names.split(' ')),
)
const named = new Map<string, string>(
  Object.entries(schema).flatMap(([name, value]) =>
    is(value, PgTable) ? [[getTableName(value), name]] : [],
  ),
)
const strangers = [...apart].filter((table) => !named.has(table))
if (strangers.length > 0) throw new Error(`the schema has no ${strangers.join(', ')}`)
const MONEY = [...named.keys()].filter((table) => !apart.has(table))
const tables = new Set(MONEY.map((table) => named.get(table)))
const WRITES = new RegExp(`\\b(update|insert\\s+into|delete\\s+from)\\s+(${MONEY.join('|')})\\b`, 'i')

/** Every condition of the product's own statements that write to these tables, found in the source itself. */
export function moneyConditions(): Condition[] {
  return globSync('lib/**/*.ts').sort().flatMap(inFile)
}

function inFile(file: string): Condition[] {
  const text = readFileSync(file, 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Condition[] = []
  const add = (start: number, end: number, put: string) => {
    const line = source.getLineAndCharacterOfPosition(start).line + 1
    const words = (from: number, to: number) => text.slice(from, to).replaceAll(/\s+/g, ' ')
    found.push({ file, line, text: words(start, end), before: words(start - 60, start), start, end, put })
  }
  const inTemplate = (node: ts.TemplateLiteral) => {
    const start = node.getStart() + 1
    const raw = text.slice(start, node.getEnd() - 1)
    for (const arm of armsOf(blanked(node, raw, start))) add(start + arm.start, start + arm.end, arm.without)
  }
  const inWhere = (argument: ts.Expression) => {
    const parts = isCallOf(argument, 'and') ? [...argument.arguments] : [argument]
    for (const part of parts) add(part.getStart(), part.getEnd(), 'undefined')
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && WRITES.test(node.template.getText())) inTemplate(node.template)
    if (ts.isCallExpression(node) && isMethod(node, 'where') && writesMoney(node)) {
      for (const argument of node.arguments) inWhere(argument)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** What TypeScript puts into a statement is one word of SQL, as long as it was. */
function blanked(node: ts.TemplateLiteral, raw: string, start: number): string {
  if (ts.isNoSubstitutionTemplateLiteral(node)) return raw
  let blank = raw
  let from = node.head.getEnd() - 2 - start
  for (const span of node.templateSpans) {
    const to = span.literal.getStart() + 1 - start
    blank = blank.slice(0, from) + 'x'.repeat(to - from) + blank.slice(to)
    from = span.literal.getEnd() - 2 - start
  }
  return blank
}

const isCallOf = (node: ts.Expression, name: string): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name

const isMethod = (node: ts.CallExpression, name: string) =>
  ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === name

/** The chain before `.where` begins with an update or delete of one of the tables. */
function writesMoney(node: ts.CallExpression): boolean {
  let at: ts.Expression = node
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    const [table] = at.arguments
    const writes = at.expression.name.text === 'update' || at.expression.name.text === 'delete'
    if (writes && table && ts.isIdentifier(table) && tables.has(table.text)) return true
    at = at.expression.expression
  }
  return false
}
