import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from './env'

let cached: string | undefined

/** `AUTH_SECRET`, or the one that the first start made and keeps in `DATA_DIR` (readable by its owner only). */
export function authSecret(): string {
  cached ??= env().authSecret ?? keptSecret(join(env().dataDir, 'auth-secret'))
  return cached
}

function keptSecret(path: string): string {
  mkdirSync(env().dataDir, { recursive: true })
  try {
    writeFileSync(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(path, 'utf8').trim()
}

/** A keyed digest for one purpose; keys of different purposes are independent. 256 bits as base64url. */
export function sign(purpose: string, text: string): string {
  return createHmac('sha256', authSecret()).update(`${purpose}\n${text}`).digest('base64url')
}
