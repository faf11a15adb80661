import 'server-only'
import { createTransport, type Transporter } from 'nodemailer'
import { env } from '@/lib/env'

export type Mail = { subject: string; text: string }

const TIMEOUT_MS = 10_000
let transport: Transporter | undefined

/**
 * Sends one plain-text mail. Throws when the server does not take it.
 * @param to one normalised address: given as an object, so that it is never parsed as a list
 */
export async function sendMail(to: string, mail: Mail): Promise<void> {
  const { mail: configured } = env()
  if (!configured) throw new Error('mail is not configured')
  transport ??= createTransport(withTimeouts(configured.url))
  await transport.sendMail({ from: configured.from, to: { name: '', address: to }, ...mail })
}

// Beside a URL nodemailer drops other options, so they go into it.
function withTimeouts(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(TIMEOUT_MS))
  }
  return url.href
}

/** Where links in mails lead: never to a host that a request named, for anybody can name any. */
export function mailBase(): string {
  const { appUrl, port } = env()
  return appUrl ?? `http://localhost:${port}`
}
