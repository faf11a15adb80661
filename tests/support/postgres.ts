import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { findPostgres } from '../../scripts/test/system.mjs'

// A PostgreSQL of the tests' own, in a temporary folder, gone at the end. Loaded by Node itself as well as by vitest,
// so it imports nothing by alias.

const START_LIMIT_MS = 30_000

export type PostgresServer = {
  /** Of the maintenance database; tests make databases of their own. */
  url: string
  version: string
  stop: () => Promise<void>
}

/**
 * Starts a server on a free loopback port.
 * @param options `durable`: with fsync, for benchmarks; tests need none. `kept`: in this folder, which stays with its
 * databases for the next run.
 */
export async function startPostgres(
  options: { durable?: boolean; kept?: string | undefined } = {},
): Promise<PostgresServer> {
  const bin = findPostgres()
  if (!bin) throw new Error('PostgreSQL 15 or newer is not installed: apt-get install postgresql')
  const owner = unprivilegedOwner()
  const { kept } = options
  if (kept) mkdirSync(kept, { recursive: true })
  const dir = kept ?? mkdtempSync(join(tmpdir(), 'loupe-postgres-'))
  if (owner) chownSync(dir, owner.uid, owner.gid)
  const as = owner ? { uid: owner.uid, gid: owner.gid } : {}
  const data = join(dir, 'data')
  if (!existsSync(data)) {
    const encoding = ['-U', 'loupe', '-A', 'trust', '-E', 'UTF8', '--locale=C']
    execFileSync(join(bin, 'initdb'), ['-D', data, ...encoding], {
      ...as,
      cwd: dir,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  const port = await freePort()
  const settings = ['max_connections=300', 'listen_addresses=127.0.0.1', `unix_socket_directories=${dir}`]
  if (!options.durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...as, cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  server.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000)
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const removeAtExit = () => server.kill('SIGINT')
  process.once('exit', removeAtExit)
  const url = `postgres://loupe@127.0.0.1:${port}/postgres`
  const version = await firstAnswer(
    url,
    () => server.exitCode !== null,
    () => said,
  )
  return {
    url,
    version,
    stop: async () => {
      process.removeListener('exit', removeAtExit)
      // SIGINT: PostgreSQL's fast shutdown, which ends open connections.
      server.kill('SIGINT')
      await ended
      if (!kept) rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root; its own account runs it then. */
function unprivilegedOwner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch (error) {
      if ((error as { status?: number }).status === undefined) throw error
    }
  }
  throw new Error('PostgreSQL cannot run as root, and there is neither an account postgres nor nobody')
}

async function firstAnswer(url: string, died: () => boolean, said: () => string): Promise<string> {
  const deadline = Date.now() + START_LIMIT_MS
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      const answer = await client.query<{ version: string }>('select version()')
      return answer.rows[0]?.version ?? 'unknown'
    } catch (error) {
      if (died() || Date.now() > deadline)
        throw new Error(`PostgreSQL did not start:\n${said()}`, { cause: error })
      await delay(100)
    } finally {
      await client.end()
    }
  }
}

const FIRST_PORT = 20_000
const PORTS = 12_000
const PORTS_OF_A_PROCESS = 16
let handedOut = 0

/**
 * A loopback port that is free now, and that nobody else draws soon: below those that the system deals out, and from a
 * part of them that is this process's own.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + ((process.pid * PORTS_OF_A_PROCESS + handedOut) % PORTS)
    handedOut += 1
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
