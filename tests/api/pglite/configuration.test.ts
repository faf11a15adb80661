import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { variableNames } from '@/lib/env'
import { launchApp } from '@/tests/support/app'
import { freePort } from '@/tests/support/postgres'

// A wrong configuration stops the start with one message that names all that is wrong. The database plays no part.

let dir = ''
let file = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'loupe-config-'))
  file = join(dir, 'a-file')
  writeFileSync(file, '')
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** A value that cannot be right, for each variable; what else must be set for it to be looked at. */
const wrong: Record<string, Record<string, string>> = {
  PORT: { PORT: '70000' },
  APP_URL: { APP_URL: 'loupe.example' },
  DATA_DIR: { DATA_DIR: '$FILE' },
  DATABASE_URL: { DATABASE_URL: 'mysql://127.0.0.1/loupe' },
  STORAGE_URL: { STORAGE_URL: '/var/pictures' },
  AUTH_SECRET: { AUTH_SECRET: 'short' },
  ADMIN_EMAIL: { ADMIN_EMAIL: 'admin', ADMIN_PASSWORD: 'long enough for one' },
  ADMIN_PASSWORD: { ADMIN_EMAIL: 'admin@loupe.test', ADMIN_PASSWORD: 'short' },
  KIE_API_KEY: { KIE_API_KEY: 'two\nlines' },
  KIE_BASE_URL: { KIE_BASE_URL: 'ftp://api.kie.ai' },
  KIE_UPLOAD_URL: { KIE_UPLOAD_URL: 'kie' },
  KIE_WEBHOOK_HMAC_KEY: { KIE_WEBHOOK_HMAC_KEY: 'two\nlines' },
  XTY_API_KEY: { XTY_API_KEY: 'two\nlines' },
  XTY_BASE_URL: { XTY_BASE_URL: 'xty' },
  SIGN_UP: { SIGN_UP: 'maybe' },
  WELCOME_CREDITS: { WELCOME_CREDITS: '-1' },
  SMTP_URL: { SMTP_URL: 'http://mail', MAIL_FROM: 'loupe@loupe.test' },
  MAIL_FROM: { SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'nobody' },
  AUTH_GITHUB_ID: { AUTH_GITHUB_SECRET: 'secret' },
  AUTH_GITHUB_SECRET: { AUTH_GITHUB_ID: 'id' },
  AUTH_GOOGLE_ID: { AUTH_GOOGLE_SECRET: 'secret' },
  AUTH_GOOGLE_SECRET: { AUTH_GOOGLE_ID: 'id' },
  METRICS_TOKEN: { METRICS_TOKEN: 'short' },
  TRUSTED_PROXIES: { TRUSTED_PROXIES: 'all' },
  LOG_LEVEL: { LOG_LEVEL: 'loud' },
}

async function start(env: Record<string, string>, kind = 'start') {
  const set = Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value.replace('$FILE', file)]),
  )
  const running = launchApp(kind, { DATA_DIR: join(dir, 'data'), PORT: String(await freePort()), ...set })
  const { code } = await running.ended
  return { code, output: running.output }
}

/** A person reads this: no stack, no more than a few lines. */
function expectPlain(output: string) {
  expect(output).not.toMatch(/^\s+at .+:\d+/m)
  expect(output.trim().split('\n').length).toBeLessThan(4 + variableNames.length)
}

describe('a wrong configuration', () => {
  test('is known for every variable', () => {
    expect(Object.keys(wrong).sort()).toEqual(variableNames.filter((name) => name !== 'LOUPE_ROLE').sort())
  })

  test.concurrent.for(Object.entries(wrong))('stops the start: %s', async ([name, env]) => {
    const { code, output } = await start(env)
    expect(code, output).toBe(1)
    expect(output).toContain(name)
    expectPlain(output)
  })

  test('is named whole: every wrong variable in one message', async () => {
    const together = [
      'PORT',
      'APP_URL',
      'DATABASE_URL',
      'STORAGE_URL',
      'AUTH_SECRET',
      'SIGN_UP',
      'WELCOME_CREDITS',
      'LOG_LEVEL',
    ]
    const { code, output } = await start(Object.assign({}, ...together.map((name) => wrong[name])))
    expect(code).toBe(1)
    expect(together.filter((name) => !output.includes(name))).toEqual([])
    expectPlain(output)
  })

  test.for(['web', 'worker'])('start:%s names everything that it demands', async (kind) => {
    const { code, output } = await start({}, kind)
    expect(code).toBe(1)
    const demanded = ['AUTH_SECRET', 'DATABASE_URL', 'STORAGE_URL', 'KIE_API_KEY', 'KIE_BASE_URL']
    expect(demanded.filter((name) => !output.includes(name))).toEqual([])
    expectPlain(output)
  })

  test('a database that does not answer is named', async () => {
    const { code, output } = await start({
      DATABASE_URL: `postgres://loupe@127.0.0.1:${await freePort()}/loupe`,
    })
    expect(code).toBe(1)
    expect(output).toContain('DATABASE_URL')
    expect(output).not.toMatch(/^\s+at .+:\d+/m)
  })

  test('a port that is taken is named', async () => {
    const other = createServer()
    const port = await freePort()
    await new Promise<void>((resolve) => other.listen(port, resolve))
    const { code, output } = await start({ PORT: String(port) })
    other.close()
    expect(code).toBe(1)
    expect(output).toContain('PORT')
    expect(output).not.toMatch(/^\s+at .+:\d+/m)
  })
})
