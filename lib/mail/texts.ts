import 'server-only'
import type { Locale } from '@/lib/locale'
import { wordsFor } from '@/lib/words'
import { type Mail, mailBase } from './send'

/** @param path `/invite/TOKEN` */
export function inviteMail(locale: Locale, path: string): Mail {
  const t = wordsFor(locale)
  return {
    subject: t('mail.invite.subject'),
    text: t('mail.invite.text', { url: mailBase() + path, days: 7 }),
  }
}

/** @param path `/reset/TOKEN` */
export function resetMail(locale: Locale, path: string): Mail {
  const t = wordsFor(locale)
  return {
    subject: t('mail.reset.subject'),
    text: t('mail.reset.text', { url: mailBase() + path, minutes: 60 }),
  }
}

/** @param path `/sign-in/confirm?…` */
export function signInMail(locale: Locale, path: string): Mail {
  const t = wordsFor(locale)
  return {
    subject: t('mail.signIn.subject'),
    text: t('mail.signIn.text', { url: mailBase() + path, minutes: 60 }),
  }
}

/** @param path `/jobs/ID`, `/gallery` */
export function endedMail(locale: Locale, count: { done: number; failed: number }, path: string): Mail {
  const t = wordsFor(locale)
  return {
    subject: t('mail.ended.subject', count),
    text: t('mail.ended.text', { ...count, url: mailBase() + path, settings: `${mailBase()}/settings` }),
  }
}
