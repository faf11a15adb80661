import 'server-only'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

const RETRY_MS = 100

export type DirectoryLock = { release: () => void }

/**
 * Makes this process the only one that opens `dataDir`, or answers null when another one still holds it after
 * `waitMs`. Two openers of a PGlite directory destroy it silently, so this must not depend on pid files: an exclusive
 * transaction of SQLite is a lock of the operating system's own, on Linux, macOS and Windows, across containers on one
 * volume, and gone the moment its holder is.
 */
export async function lockDirectory(dataDir: string, waitMs: number): Promise<DirectoryLock | null> {
  mkdirSync(dataDir, { recursive: true })
  const deadline = Date.now() + waitMs
  for (;;) {
    const lock = tryLock(join(dataDir, 'lock'))
    if (lock) return lock
    if (Date.now() >= deadline) return null
    await delay(RETRY_MS)
  }
}

function tryLock(path: string): DirectoryLock | null {
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    file.exec('begin exclusive')
    return { release: () => file.close() }
  } catch (error) {
    file.close()
    // SQLITE_BUSY
    if ((error as { errcode?: number }).errcode === 5) return null
    throw error
  }
}
