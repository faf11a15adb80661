import 'server-only'
import type { Db } from '@/db/open'
import { audit } from '@/db/schema'

type Act =
  | 'admin.first'
  | 'finding.accepted'
  | 'finding.dismissed'
  | 'invitation.made'
  | 'invitation.revoked'
  | 'model.changed'
  | 'user.disabled'
  | 'user.enabled'
  | 'user.reset_link'

/** Writes down what an admin did, in the transaction that does it. `detail` holds no secrets. */
export async function writeAudit(
  tx: Db,
  entry: { actor: string; action: Act; subject: string; detail?: Record<string, unknown> },
): Promise<void> {
  await tx.insert(audit).values({ ...entry, detail: entry.detail ?? {} })
}
