import 'server-only'
import type { Db } from '@/db/open'
import { audit } from '@/db/schema'

export type Act =
  | 'admin.first'
  | 'books.alarm_settled'
  | 'books.check_asked'
  | 'codes.canceled'
  | 'codes.exported'
  | 'codes.made'
  | 'credits.granted'
  | 'credits.taken'
  | 'finding.accepted'
  | 'finding.dismissed'
  | 'group.changed'
  | 'group.made'
  | 'group.removed'
  | 'invitation.made'
  | 'invitation.revoked'
  | 'job.canceled'
  | 'job.released'
  | 'job.retried'
  | 'limits.changed'
  | 'model.changed'
  | 'models.check_asked'
  | 'price.set'
  | 'price.withdrawn'
  | 'setting.changed'
  | 'user.disabled'
  | 'user.enabled'
  | 'user.reset_link'
  | 'user.role'
  | 'user.signed_out'

/**
 * Acts without a reason: nobody of ours makes the first admin (a link or variable of whoever starts Loupe does), and a
 * check that is asked for changes nothing.
 */
type UnexplainedAct = 'admin.first' | 'books.check_asked' | 'models.check_asked'

/** An act's own words; `reason` is why, in the admin's. */
export type Explained = Record<string, unknown> & { reason: string }

type Entry = { actor: string; subject: string } & (
  | { action: Exclude<Act, UnexplainedAct>; detail: Explained }
  | { action: UnexplainedAct; detail?: Record<string, unknown> & { reason?: never } }
)

/**
 * Writes down what an admin did, in the transaction that does it. `detail` holds no secrets; its `reason` is why, in
 * the admin's own words, and is kept in a column of its own.
 */
export async function writeAudit(tx: Db, ...entries: Entry[]): Promise<void> {
  const rows = entries.map(({ detail, ...entry }) => {
    const { reason, ...rest } = detail ?? {}
    return { ...entry, reason: typeof reason === 'string' ? reason : null, detail: rest }
  })
  await tx.insert(audit).values(rows)
}
