import 'server-only'
import type { Db } from '@/db/open'
import { BOM, csvLine } from '@/lib/csv'
import type { Locale } from '@/lib/locale'
import { wordsFor } from '@/lib/words'
import { actWords } from './acts'
import { type AuditExport, auditPage } from './audit'
import type { AuditLine } from './audit-view'

/** Rows read at a time: what an export of any length keeps in memory. */
const BATCH = 100

/** Everything that the filter finds, newest first: CSV in the reader's language, or one JSON array. */
export function auditExport(db: Db, query: AuditExport, locale: Locale): ReadableStream<Uint8Array> {
  const { format, ...filter } = query
  const { head, line, between, foot } = format === 'csv' ? asCsv(locale) : asJson
  const bytes = new TextEncoder()
  let cursor: string | undefined
  let begun = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const page = await auditPage(db, { ...filter, cursor, limit: BATCH })
        const text = page.lines.map(line).join(between)
        const isLast = page.next === null
        const glue = begun && text !== '' ? between : ''
        controller.enqueue(bytes.encode((begun ? '' : head) + glue + text + (isLast ? foot : '')))
        begun = true
        if (isLast) controller.close()
        else cursor = page.next ?? undefined
      },
    },
    { highWaterMark: 1 },
  )
}

const asJson = {
  head: '[\n',
  line: (one: AuditLine) => JSON.stringify(one),
  between: ',\n',
  foot: '\n]\n',
}

const asCsv = (locale: Locale) => {
  const say = wordsFor(locale)
  const words: Readonly<Record<string, string>> = actWords
  const titles = [
    ...[say('audit.csv.number'), say('audit.csv.time'), say('audit.who'), say('audit.csv.actor')],
    ...[say('audit.what'), say('audit.csv.action'), say('audit.whom'), say('audit.csv.subject')],
    ...[say('audit.why'), say('audit.csv.before'), say('audit.csv.after'), say('audit.csv.detail')],
  ]
  return {
    head: BOM + csvLine(titles),
    line: ({ id, at, actor, action, subject, reason, detail }: AuditLine) => {
      const { before, after, ...rest } = detail
      const word = words[action]
      return csvLine([
        ...[id, at, actor.name ?? say('audit.system'), actor.id, word ? say(word) : action, action],
        ...[subject?.name ?? null, subject?.id ?? null, reason],
        ...[said(before), said(after), Object.keys(rest).length > 0 ? said(rest) : null],
      ])
    },
    between: '',
    foot: '',
  }
}

const said = (value: unknown): string | number | null => {
  if (value === undefined || value === null) return null
  return typeof value === 'number' ? value : JSON.stringify(value)
}
