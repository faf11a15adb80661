import 'server-only'
import type { Act } from '@/lib/auth/audit'

/** Every act that the audit knows, with the key of its words. An act without words does not compile. */
export const actWords = {
  'admin.first': 'audit.acts.admin.first',
  'books.alarm_settled': 'audit.acts.books.alarm_settled',
  'books.check_asked': 'audit.acts.books.check_asked',
  'codes.canceled': 'audit.acts.codes.canceled',
  'codes.exported': 'audit.acts.codes.exported',
  'codes.made': 'audit.acts.codes.made',
  'credits.granted': 'audit.acts.credits.granted',
  'credits.taken': 'audit.acts.credits.taken',
  'finding.accepted': 'audit.acts.finding.accepted',
  'finding.dismissed': 'audit.acts.finding.dismissed',
  'group.changed': 'audit.acts.group.changed',
  'group.made': 'audit.acts.group.made',
  'group.removed': 'audit.acts.group.removed',
  'invitation.made': 'audit.acts.invitation.made',
  'invitation.revoked': 'audit.acts.invitation.revoked',
  'job.canceled': 'audit.acts.job.canceled',
  'job.released': 'audit.acts.job.released',
  'job.retried': 'audit.acts.job.retried',
  'limits.changed': 'audit.acts.limits.changed',
  'model.changed': 'audit.acts.model.changed',
  'models.check_asked': 'audit.acts.models.check_asked',
  'price.set': 'audit.acts.price.set',
  'price.withdrawn': 'audit.acts.price.withdrawn',
  'setting.changed': 'audit.acts.setting.changed',
  'user.disabled': 'audit.acts.user.disabled',
  'user.enabled': 'audit.acts.user.enabled',
  'user.reset_link': 'audit.acts.user.reset_link',
  'user.role': 'audit.acts.user.role',
  'user.signed_out': 'audit.acts.user.signed_out',
} as const satisfies Record<Act, string>

export const acts = Object.keys(actWords) as Act[]
