import 'server-only'
import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { Db } from '@/db/open'
import { audit, codeBatches, groups, links, users } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import { instantText, isStorable } from '@/lib/instant'
import { before, pageOf, writeKey } from '@/lib/keyset'
import { acts } from './acts'
import type { AuditLine, AuditPage } from './audit-view'

export const AUDIT_PAGE = 50

const name = z
  .string()
  .max(200)
  .regex(/^[^\0]*$/)
  .optional()

const filters = {
  actor: name,
  action: z.enum(acts as [string, ...string[]]).optional(),
  subject: name,
  /** Instants; from the first, up to the second. */
  from: instantText.optional(),
  to: instantText.optional(),
}
/** `?actor&action&subject&from&to&cursor&limit` */
export const auditQuery = z.strictObject({
  ...filters,
  cursor: z
    .string()
    .regex(/^\d{1,15}\.\d{1,15}$/)
    .refine((cursor) => isStorable(new Date(Number(cursor.split('.')[0]))), 'wrong_form')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(AUDIT_PAGE),
})
/** `?actor&action&subject&from&to&format` */
export const auditExportQuery = z.strictObject({ ...filters, format: z.enum(['csv', 'json']).default('csv') })

export type AuditQuery = z.output<typeof auditQuery>
export type AuditExport = z.output<typeof auditExportQuery>

const actors = alias(users, 'actors')
const subjects = alias(users, 'subjects')

/** A page of what was done, newest first, along the index of the filter that is asked for. */
export async function auditPage(db: Db, query: AuditQuery): Promise<AuditPage> {
  const actor = await idOf(db, query.actor)
  const subject = await idOf(db, query.subject)
  const [ms, id] = query.cursor?.split('.') ?? []
  // Names are joined to the page, not to the whole log: for that PostgreSQL would set up caches of the log's size (4 ms).
  const page = db
    .select()
    .from(audit)
    .where(
      and(
        ...matching({ ...query, actor, subject }),
        ms && id ? before(audit.at, audit.id, { at: new Date(Number(ms)), id }) : undefined,
      ),
    )
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(query.limit + 1)
    .as('page')
  const rows = await db
    .select({
      line: {
        id: page.id,
        at: page.at,
        actor: page.actor,
        action: page.action,
        subject: page.subject,
        reason: page.reason,
        detail: page.detail,
      },
      actor: actors.name,
      subject: sql<string | null>`coalesce(${subjects.name}, ${codeBatches.note}, ${links.email})`,
    })
    .from(page)
    .leftJoin(actors, eq(actors.id, page.actor))
    .leftJoin(subjects, eq(subjects.id, page.subject))
    .leftJoin(codeBatches, eq(codeBatches.id, page.subject))
    .leftJoin(links, eq(links.id, page.subject))
    .orderBy(desc(page.at), desc(page.id))
  const { shown, next } = pageOf(rows, query.limit, ({ line }) => writeKey(line.at, line.id))
  const groupsByName = await groupNames(db, shown)
  return {
    lines: shown.map((row) => view(row, groupsByName)),
    next,
  }
}

/** An address stands for the person who has it. */
async function idOf(db: Db, text: string | undefined): Promise<string | undefined> {
  if (!text?.includes('@')) return text
  const [user] = await db
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.email}) = lower(${text})`)
  return user?.id ?? text
}

const matching = (query: Omit<AuditQuery, 'limit' | 'cursor'>): (SQL | undefined)[] => [
  query.actor ? eq(audit.actor, query.actor) : undefined,
  query.action ? eq(audit.action, query.action) : undefined,
  query.subject ? eq(audit.subject, query.subject) : undefined,
  query.from ? gte(audit.at, new Date(query.from)) : undefined,
  query.to ? lt(audit.at, new Date(query.to)) : undefined,
]

type Row = { line: typeof audit.$inferSelect; actor: string | null; subject: string | null }

/** What the groups that people were put into are called now. */
async function groupNames(db: Db, rows: readonly Row[]): Promise<Record<string, string>> {
  const ids = rows.flatMap(({ line }) => groupsIn(line))
  if (ids.length === 0) return {}
  const found = await db
    .select({ id: groups.id, name: groups.name })
    .from(groups)
    .where(inArray(groups.id, ids))
  return Object.fromEntries(found.map(({ id, name }) => [id, name]))
}

type Sided = { group?: string | null; models?: string[] | null } | null | undefined
const sides = ({ detail }: Row['line']): Sided[] => [detail.before as Sided, detail.after as Sided]

const groupsIn = (line: Row['line']): string[] =>
  line.action === 'limits.changed' ? sides(line).flatMap((side) => side?.group ?? []) : []

/** Limits of a person and of a group name the models that they allow. */
function modelNames(line: Row['line']): Record<string, string> {
  const ids = sides(line).flatMap((side) => side?.models ?? [])
  return Object.fromEntries(
    ids.flatMap((id) => {
      const title = findModel(id)?.title
      return title ? [[id, title]] : []
    }),
  )
}

const view = ({ line, actor, subject }: Row, groups: Record<string, string>): AuditLine => ({
  id: line.id,
  at: line.at.toISOString(),
  actor: { id: line.actor, name: actor },
  action: line.action,
  subject:
    line.subject === null
      ? null
      : { id: line.subject, name: subject ?? findModel(line.subject)?.title ?? null },
  reason: line.reason,
  names: {
    ...modelNames(line),
    ...Object.fromEntries(groupsIn(line).flatMap((id) => (groups[id] ? [[id, groups[id]]] : []))),
  },
  detail: line.detail,
})
