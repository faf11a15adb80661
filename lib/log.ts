import 'server-only'
import pino from 'pino'
import { env } from './env'

const SECRET_KEYS = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'apiKey',
  'api_key',
  'set-cookie',
]

const globalLog = globalThis as { loupeLog?: pino.Logger }

/** JSON lines on standard output. Secrets are removed by key; `redactText` removes them by value. */
export function log(): pino.Logger {
  globalLog.loupeLog ??= pino({
    level: env().logLevel,
    base: { role: env().role },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[removed]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: redactError },
  })
  return globalLog.loupeLog
}

/** Only what tells the story: drivers hang whole connections on their errors. */
function redactError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: redactText(String(error)) }
  const { code, cause } = error as Error & { code?: unknown }
  return {
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(code === undefined ? {} : { code }),
    ...(cause === undefined ? {} : { cause: redactError(cause) }),
  }
}

/** Removes our own secrets from a text that came from outside (an upstream may echo the key it was sent). */
export function redactText(text: string): string {
  const { kie, xty, authSecret, metricsToken } = env()
  return [kie.apiKey, kie.webhookHmacKey, xty?.apiKey, authSecret, metricsToken]
    .filter((secret): secret is string => Boolean(secret && secret.length >= 6))
    .reduce((clean, secret) => clean.replaceAll(secret, '[removed]'), text)
}
