import 'server-only'
import type { Locale } from '@/lib/locale'
import { wordsFor } from '@/lib/words'
import { type Mail, mailBase } from './send'

/** @param path `/invite/TOKEN` */
export function inviteMail(locale: Locale, path: string): Mail {
  const t = wordsFor(locale)
  return {
    subject: t('auth.mail.inviteSubject'),
    text: t('auth.mail.inviteText', { url: mailBase() + path, days: 7 }),
  }
}

/** @param path `/reset/TOKEN` */
export function resetMail(locale: Locale, path: string): Mail {
  const t = wordsFor(locale)
  return {
    subject: t('auth.mail.resetSubject'),
    text: t('auth.mail.resetText', { url: mailBase() + path, minutes: 60 }),
  }
}

/** @param path `/sign-in/confirm?…` */
export function signInMail(locale: Locale, path: string): Mail {
  const t = wordsFor(locale)
  return {
    subject: t('auth.mail.signInSubject'),
    text: t('auth.mail.signInText', { url: mailBase() + path, minutes: 60 }),
  }
}
