import 'server-only'
import type { Db } from '@/db/open'
import type { AuditRule } from '@/lib/books/schema'

/** What the auditor found: which rule of design M1 to M7 is broken, whose row it is, and the figures. */
export type Finding = { rule: AuditRule; subject: string; detail: Record<string, unknown> }

/** One look: what was found among the rows after a key, up to which key it went, and how many rows it read. */
export type Look = { findings: Finding[]; upTo: string; checked: number }

/** Looks at the next piece of a part; null: the part is through. Each piece is a statement or two, without locks. */
export type Part = (db: Db, after: string) => Promise<Look | null>
