import 'server-only'
import { resolve } from 'node:path'
import { z } from 'zod'
import { toThousandths } from '@/lib/credits/amount'

// The only reader of process.env. Each variable is explained in .env.example; a test compares the names.

const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .transform((text) => text.replace(/\/+$/, ''))
const postgres = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' })
const s3 = z.url({ protocol: /^s3$/, error: 'must be s3://bucket?endpoint=…&region=…' })
const smtp = z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' })
/** What an HTTP header can carry. */
const key = z.string().regex(/^[\x21-\x7e]+$/, 'must be one word without spaces')
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be a whole number from ${min} to ${max}`)
const credits = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,3})?$/, 'must be a number of credits with at most three decimals')
  .transform((text) => toThousandths(Number(text)))

const variables = z
  .object({
    PORT: whole(1, 65_535).default(3000),
    APP_URL: url.optional(),
    DATA_DIR: z.string().default('.data'),
    DATABASE_URL: postgres.optional(),
    STORAGE_URL: s3.optional(),
    AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
    ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
    KIE_API_KEY: key.optional(),
    KIE_BASE_URL: url.optional(),
    KIE_UPLOAD_URL: url.optional(),
    KIE_WEBHOOK_HMAC_KEY: key.optional(),
    XTY_API_KEY: key.optional(),
    XTY_BASE_URL: url.optional(),
    SIGN_UP: z
      .enum(['open', 'invite', 'closed'], { error: 'must be open, invite or closed' })
      .default('invite'),
    WELCOME_CREDITS: credits.default(20_000),
    SMTP_URL: smtp.optional(),
    MAIL_FROM: z.string().regex(/@/, 'must hold an e-mail address').optional(),
    AUTH_GITHUB_ID: z.string().optional(),
    AUTH_GITHUB_SECRET: z.string().optional(),
    AUTH_GOOGLE_ID: z.string().optional(),
    AUTH_GOOGLE_SECRET: z.string().optional(),
    METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    TRUSTED_PROXIES: whole(0, 10).default(0),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], {
        error: 'must be debug, info, warn, error or silent',
      })
      .default('info'),
    /** Set by the npm scripts: what this process is. */
    LOUPE_ROLE: z.enum(['all', 'web', 'worker', 'sandbox']).default('all'),
  })
  .superRefine((v, context) => {
    const together = (a: keyof typeof v, b: keyof typeof v) => {
      if (Boolean(v[a]) !== Boolean(v[b])) {
        context.addIssue({
          code: 'custom',
          path: [v[a] ? b : a],
          message: `must be set together with ${v[a] ? a : b}`,
        })
      }
    }
    together('ADMIN_EMAIL', 'ADMIN_PASSWORD')
    together('AUTH_GITHUB_ID', 'AUTH_GITHUB_SECRET')
    together('AUTH_GOOGLE_ID', 'AUTH_GOOGLE_SECRET')
    together('SMTP_URL', 'MAIL_FROM')
    // Links in mails and providers' way back must not follow the request's Host, which anybody can set.
    for (const name of ['SMTP_URL', 'AUTH_GITHUB_ID', 'AUTH_GOOGLE_ID'] as const) {
      if (v[name] && !v.APP_URL)
        context.addIssue({ code: 'custom', path: ['APP_URL'], message: `is needed by ${name}` })
    }
    if (v.LOUPE_ROLE === 'web' || v.LOUPE_ROLE === 'worker') {
      for (const name of ['AUTH_SECRET', 'DATABASE_URL', 'STORAGE_URL'] as const) {
        if (!v[name])
          context.addIssue({
            code: 'custom',
            path: [name],
            message: 'is needed by start:web and start:worker',
          })
      }
      if (!v.KIE_API_KEY && !v.KIE_BASE_URL) {
        context.addIssue({
          code: 'custom',
          path: ['KIE_API_KEY'],
          message: 'or KIE_BASE_URL is needed by start:web and start:worker',
        })
      }
    }
  })

export type Env = ReturnType<typeof shape>

function shape(v: z.output<typeof variables>, given: ReadonlySet<string>) {
  return {
    role: v.LOUPE_ROLE,
    port: v.PORT,
    appUrl: v.APP_URL,
    dataDir: resolve(/* turbopackIgnore: true */ v.DATA_DIR),
    databaseUrl: v.DATABASE_URL,
    storageUrl: v.STORAGE_URL,
    authSecret: v.AUTH_SECRET,
    admin: v.ADMIN_EMAIL && v.ADMIN_PASSWORD ? { email: v.ADMIN_EMAIL, password: v.ADMIN_PASSWORD } : null,
    kie: {
      apiKey: v.KIE_API_KEY,
      /** Undefined without a key: then the embedded sandbox answers. */
      baseUrl: v.KIE_BASE_URL ?? (v.KIE_API_KEY ? 'https://api.kie.ai' : undefined),
      uploadUrl:
        v.KIE_UPLOAD_URL ?? v.KIE_BASE_URL ?? (v.KIE_API_KEY ? 'https://kieai.redpandaai.co' : undefined),
      webhookHmacKey: v.KIE_WEBHOOK_HMAC_KEY,
    },
    /** The second provider of background removal; null: not offered. */
    xty: v.XTY_API_KEY ? { apiKey: v.XTY_API_KEY, baseUrl: v.XTY_BASE_URL ?? 'https://api.xty.app' } : null,
    /** Without a key everything is play, and every page says so. */
    sandbox: !v.KIE_API_KEY,
    signUp: v.SIGN_UP,
    /** Thousandths of a credit. */
    welcomeCredits: v.WELCOME_CREDITS,
    /** Which variables are set; the others have what is usual. */
    given,
    mail: v.SMTP_URL && v.MAIL_FROM ? { url: v.SMTP_URL, from: v.MAIL_FROM } : null,
    github:
      v.AUTH_GITHUB_ID && v.AUTH_GITHUB_SECRET
        ? { id: v.AUTH_GITHUB_ID, secret: v.AUTH_GITHUB_SECRET }
        : null,
    google:
      v.AUTH_GOOGLE_ID && v.AUTH_GOOGLE_SECRET
        ? { id: v.AUTH_GOOGLE_ID, secret: v.AUTH_GOOGLE_SECRET }
        : null,
    metricsToken: v.METRICS_TOKEN,
    trustedProxies: v.TRUSTED_PROXIES,
    logLevel: v.LOG_LEVEL,
    production: process.env.NODE_ENV === 'production',
  }
}

export const variableNames = Object.keys(variables.shape)

/** Reads a set of variables; empty strings count as unset. A failure names every wrong variable, one a line. */
export function parseEnv(source: Record<string, string | undefined>): { env: Env } | { wrong: string[] } {
  const known = Object.fromEntries(variableNames.map((name) => [name, source[name]?.trim() || undefined]))
  const parsed = variables.safeParse(known)
  const given = new Set(variableNames.filter((name) => known[name] !== undefined))
  if (parsed.success) return { env: shape(parsed.data, given) }
  return { wrong: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) }
}

let cached: Env | undefined

/** This process's configuration. Throws when it is wrong; the start checks it first and says so politely. */
export function env(): Env {
  if (cached) return cached
  const parsed = parseEnv(process.env)
  if ('wrong' in parsed) throw new Error(`Wrong configuration:\n${parsed.wrong.join('\n')}`)
  cached = parsed.env
  return cached
}
