import 'server-only'
import type { Act } from '@/lib/auth/audit'

/** Every act that the audit knows, with the key of its words. An act without words does not compile. */
export const actWords = {
  'admin.first': 'audit.acts.admin.first',
  'books.alarm_settled': 'audit.acts.books.alarm_settled',
  'credits.granted': 'audit.acts.credits.granted',
  'credits.taken': 'audit.acts.credits.taken',
  'finding.accepted': 'audit.acts.finding.accepted',
  'finding.dismissed': 'audit.acts.finding.dismissed',
  'invitation.made': 'audit.acts.invitation.made',
  'invitation.revoked': 'audit.acts.invitation.revoked',
  'model.changed': 'audit.acts.model.changed',
  'setting.changed': 'audit.acts.setting.changed',
  'user.disabled': 'audit.acts.user.disabled',
  'user.enabled': 'audit.acts.user.enabled',
  'user.reset_link': 'audit.acts.user.reset_link',
} as const satisfies Record<Act, string>

export const acts = Object.keys(actWords) as Act[]
