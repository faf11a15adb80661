import 'server-only'
import { createTransport, type Transporter } from 'nodemailer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport'
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
  transport ??= createTransport(transportOptions(configured.url))
  await transport.sendMail({ from: configured.from, to: { name: '', address: to }, ...mail })
}

const yes = (value: string | null) => (value === null ? undefined : value === 'true')

/**
 * `smtp://user:password@host:port`, or `smtps:` for TLS from the first byte. `?requireTLS=true`, `?ignoreTLS=true` and
 * `?tls.rejectUnauthorized=false` as nodemailer knows them; read here, because nodemailer reads URLs by a way that Node
 * warns of.
 */
function transportOptions(smtpUrl: string): SMTPTransport.Options {
  const { protocol, hostname, port, username, password, searchParams } = new URL(smtpUrl)
  return {
    host: hostname,
    port: port ? Number(port) : undefined,
    secure: protocol === 'smtps:',
    auth: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined,
    requireTLS: yes(searchParams.get('requireTLS')),
    ignoreTLS: yes(searchParams.get('ignoreTLS')),
    tls: { rejectUnauthorized: yes(searchParams.get('tls.rejectUnauthorized')) ?? true },
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  }
}

/** Where links in mails lead: never to a host that a request named, for anybody can name any. */
export function mailBase(): string {
  const { appUrl, port } = env()
  return appUrl ?? `http://localhost:${port}`
}
