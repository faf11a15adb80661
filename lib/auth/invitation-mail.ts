import 'server-only'
import type { Locale } from '@/lib/locale'
import { log } from '@/lib/log'
import { sendMail } from '@/lib/mail/send'
import { inviteMail } from '@/lib/mail/texts'
import type { Invitation } from './invitation-schema'
import { waysToSignIn } from './providers'

/** Mails an invitation to the address that it names; whether the mail server took it. The link works either way. */
export async function mailInvitation(invitation: Invitation, locale: Locale): Promise<boolean> {
  if (!invitation.email || !invitation.path || !waysToSignIn().mail) return false
  try {
    await sendMail(invitation.email, inviteMail(locale, invitation.path))
    return true
  } catch (error) {
    log().error({ err: error, invitation: invitation.id }, 'invitation mail not sent')
    return false
  }
}
