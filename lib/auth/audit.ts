import 'server-only'
import type { Db } from '@/db/open'
import { audit } from '@/db/schema'

export type Act =
  | 'admin.first'
  | 'codes.canceled'
  | 'codes.exported'
  | 'codes.made'
  | 'books.alarm_settled'
  | 'credits.granted'
  | 'credits.taken'
  | 'finding.accepted'
  | 'finding.dismissed'
  | 'invitation.made'
  | 'invitation.revoked'
  | 'job.canceled'
  | 'job.released'
  | 'job.retried'
  | 'model.changed'
  | 'group.changed'
  | 'group.made'
  | 'group.removed'
  | 'limits.changed'
  | 'price.set'
  | 'price.withdrawn'
  | 'setting.changed'
  | 'user.disabled'
  | 'user.enabled'
  | 'user.reset_link'
  | 'user.role'
  | 'user.signed_out'

type Entry = { actor: string; action: Act; subject: string; detail?: Record<string, unknown> }

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
