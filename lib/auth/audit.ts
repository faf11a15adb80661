import 'server-only'
import type { Db } from '@/db/open'
import { audit } from '@/db/schema'

type Act =
  | 'admin.first'
  | 'credits.granted'
  | 'credits.taken'
  | 'finding.accepted'
  | 'finding.dismissed'
  | 'invitation.made'
  | 'invitation.revoked'
  | 'model.changed'
  | 'setting.changed'
  | 'user.disabled'
  | 'user.enabled'
  | 'user.reset_link'

type Entry = { actor: string; action: Act; subject: string; detail?: Record<string, unknown> }

/** Writes down what an admin did, in the transaction that does it. `detail` holds no secrets. */
export async function writeAudit(tx: Db, ...entries: Entry[]): Promise<void> {
  await tx.insert(audit).values(entries.map((entry) => ({ ...entry, detail: entry.detail ?? {} })))
}
