import 'server-only'
import type { Provider } from 'next-auth/providers'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import Nodemailer from 'next-auth/providers/nodemailer'
import { z } from 'zod'
import { env } from '@/lib/env'
import type { Locale } from '@/lib/locale'
import { log } from '@/lib/log'
import { sendMail } from '@/lib/mail/send'
import { signInMail } from '@/lib/mail/texts'
import { normalizeEmail } from './schema'

/** The ways to sign in beside the password, as far as they are configured. */
export const waysToSignIn = () => {
  const { github, google, mail } = env()
  return { github: github !== null, google: google !== null, mail: mail !== null }
}

export function externalProviders(locale: Locale): Provider[] {
  const { github, google, mail } = env()
  return [
    ...(github ? [gitHub(github)] : []),
    ...(google ? [Google({ clientId: google.id, clientSecret: google.secret })] : []),
    ...(mail ? [mailLink(mail, locale)] : []),
  ]
}

const GITHUB_API = 'https://api.github.com'
const TIMEOUT_MS = 10_000
const gitHubPerson = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() })
const gitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

/** next-auth takes GitHub's first address whether checked or not; we take the primary one when it is. */
function gitHub({ id, secret }: { id: string; secret: string }): Provider {
  return GitHub({
    clientId: id,
    clientSecret: secret,
    userinfo: {
      url: `${GITHUB_API}/user`,
      async request({ tokens }: { tokens: { access_token?: string } }) {
        const ask = async (path: string): Promise<unknown> => {
          const headers = { authorization: `Bearer ${tokens.access_token}`, 'user-agent': 'loupe' }
          const answer = await fetch(GITHUB_API + path, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
          if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to ${path}`)
          return answer.json()
        }
        const person = gitHubPerson.parse(await ask('/user'))
        const emails = gitHubEmails.parse(await ask('/user/emails'))
        const checked = emails.find((email) => email.primary && email.verified)
        return { ...person, email: checked?.email ?? null, email_verified: checked !== undefined }
      },
    },
  })
}

function mailLink({ url: server, from }: { url: string; from: string }, locale: Locale): Provider {
  return Nodemailer({
    server,
    from,
    maxAge: 3_600,
    normalizeIdentifier(text) {
      const email = normalizeEmail(text)
      if (!email) throw new Error('not an e-mail address')
      return email
    },
    sendVerificationRequest({ identifier, url }) {
      // The link opens a page with a button: programs that look at mails before people do would use it up. Sent
      // without waiting, so that the answer's time does not tell whether there was something to send.
      const mail = signInMail(locale, `/sign-in/confirm?${new URL(url).searchParams}`)
      sendMail(identifier, mail).catch((error: unknown) =>
        log().error({ err: error }, 'sign-in mail not sent'),
      )
    },
  })
}
