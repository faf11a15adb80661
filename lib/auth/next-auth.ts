import 'server-only'
import type { NextRequest } from 'next/server'
import NextAuth, { type NextAuthConfig, type Session } from 'next-auth'
import { encode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { addressOf } from '@/lib/address'
import { db as openDb } from '@/lib/database'
import { localeCookie, pickLocale } from '@/lib/locale'
import { log } from '@/lib/log'
import { authSecret } from '@/lib/secret'
import { findUserByEmail } from './accounts'
import { mailAdapter } from './adapter'
import { readCookies, secureCookies, sessionIdOf } from './cookie'
import {
  fitName,
  linkedUser,
  mailboxOwner,
  mailboxState,
  notHere,
  outsider,
  verifiedEmailOf,
} from './external'
import { externalProviders, waysToSignIn } from './providers'
import { mailReset } from './reset'
import { emailField, passwordField } from './schema'
import { personOf, sessionUser } from './session'
import { endSession, SESSION_SECONDS, sessionAfter } from './sessions'
import { checkPassword } from './sign-in'

/** What our route needs to know of what next-auth did: it answers with redirects only. */
export type Outcome = { signedIn?: string /** Seconds. */; retryAfter?: number; failure?: unknown }
const outcomes = new WeakMap<Request, Outcome>()

const BASE_PATH = '/api/auth'
const SENT = `${BASE_PATH}/verify-request?provider=nodemailer&type=email`

/** next-auth itself, configured for one request. */
const { handlers } = NextAuth(async (request) => configure(request))

/** Lets next-auth answer. The request's URL must already be our own public one. */
export async function runNextAuth(request: NextRequest): Promise<{ response: Response; outcome: Outcome }> {
  const outcome: Outcome = {}
  outcomes.set(request, outcome)
  const response = request.method === 'POST' ? await handlers.POST(request) : await handlers.GET(request)
  return { response, outcome }
}

async function configure(request: NextRequest | undefined): Promise<NextAuthConfig> {
  const db = await openDb()
  const headers = request?.headers ?? new Headers()
  const cookieHeader = headers.get('cookie')
  const locale = pickLocale(readCookies(cookieHeader).get(localeCookie), headers.get('accept-language'))
  const outcome = (request && outcomes.get(request)) ?? {}
  let connectedIn: string | null = null
  return {
    secret: authSecret(),
    trustHost: true,
    basePath: BASE_PATH,
    useSecureCookies: secureCookies(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    // The cookie names the session and says nothing else.
    jwt: { encode: ({ token, ...rest }) => encode({ ...rest, token: { sid: token?.sid } }) },
    pages: { signIn: '/sign-in', signOut: '/settings', error: '/sign-in', verifyRequest: '/sign-in' },
    logger: quietLogger,
    ...(waysToSignIn().mail ? { adapter: mailAdapter(db) } : {}),
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(given) {
          const email = emailField.safeParse(given.email)
          const password = passwordField.safeParse(given.password)
          if (!email.success || !password.success) return null
          const attempt = {
            email: email.data,
            password: password.data,
            cookieHeader,
            address: addressOf(headers),
          }
          const answer = await checkPassword(db, attempt).catch((error: unknown) => {
            outcome.failure = error
            return null
          })
          if (answer?.kind === 'slow') outcome.retryAfter = answer.retryAfter
          return answer?.kind === 'right' ? { id: answer.userId } : null
        },
      }),
      ...externalProviders(locale),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => ownUrl(url, baseUrl),
      async signIn({ user, account, profile, email }) {
        if (account?.type === 'credentials') return true
        if (account?.type === 'email') {
          const address = user.email ?? ''
          if (!email?.verificationRequest) return goOn(await mailboxOwner(db, address, locale))
          const { kind } = await mailboxState(db, address)
          if (kind === 'unproven')
            mailReset(db, address, locale).catch((err: unknown) => log().error({ err }, 'mail'))
          return kind === 'known' || kind === 'new' ? true : SENT
        }
        if (!account) return false
        const verifiedEmail = verifiedEmailOf(profile)
        const name = fitName(user.name, verifiedEmail)
        const here = await sessionUser(cookieHeader)
        const found = await outsider(db, { ...account, verifiedEmail, name }, { here, locale })
        if (typeof found !== 'string' && found.connected && here) connectedIn = here.sessionId
        return goOn(found)
      },
      async jwt({ token, user, account }) {
        if (!account) {
          const person = typeof token.sid === 'string' ? await personOf(db, token.sid) : null
          return person && { sid: token.sid, person }
        }
        const userId =
          account.type === 'credentials'
            ? user.id
            : account.type === 'email'
              ? (await findUserByEmail(db, user.email ?? ''))?.id
              : (await linkedUser(db, account.provider, account.providerAccountId))?.id
        if (!userId) return null
        const browser = { userId, agent: headers.get('user-agent'), address: addressOf(headers) }
        const before = await sessionIdOf(cookieHeader)
        const sid = await sessionAfter(db, browser, { before, connectedIn })
        if (!sid) return null
        outcome.signedIn = userId
        return { sid }
      },
      // Field by field: nothing that is added elsewhere may reach a browser from here by accident.
      session({ token }): Session {
        const { name, email, role, expiresAt } = token.person as NonNullable<
          Awaited<ReturnType<typeof personOf>>
        >
        return { user: { name, email, role }, expires: expiresAt.toISOString() }
      },
    },
    events: {
      async signOut(message) {
        const sid = 'token' in message ? message.token?.sid : null
        if (typeof sid === 'string') await endSession(db, sid)
      },
    },
  }
}

/** True, or the page that says why not. */
function goOn(found: unknown): true | string {
  if (typeof found !== 'string') return true
  return `${notHere.some((known) => known === found) ? '/settings' : '/sign-in'}?error=${found}`
}

function ownUrl(url: unknown, base: string): string {
  if (typeof url !== 'string' || !URL.canParse(url, base)) return base
  const target = new URL(url, base)
  return target.origin === new URL(base).origin ? target.href : base
}

// A wrong password is no error; and details of next-auth's errors may hold what people typed.
const quietLogger: NextAuthConfig['logger'] = {
  error(error) {
    const type = 'type' in error && typeof error.type === 'string' ? error.type : error.name
    const cause = error.cause as { err?: unknown } | undefined
    const known = [
      'CredentialsSignin',
      'MissingCSRF',
      'AccessDenied',
      'Verification',
      'UnknownAction',
      'JWTSessionError',
    ]
    if (known.includes(type)) log().info({ type }, 'sign-in refused')
    else log().error({ type, err: cause?.err ?? error }, 'sign-in failed')
  },
  warn: (code) => log().warn({ code }, 'sign-in'),
  debug: () => {},
}

declare module 'next-auth' {
  interface Session {
    user: { name: string; email: string; role: 'user' | 'admin' }
  }
}
